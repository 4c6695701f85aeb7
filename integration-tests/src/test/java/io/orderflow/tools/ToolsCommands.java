/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.RealClients;
import java.io.PrintWriter;
import java.io.Writer;
import picocli.CommandLine.Model.CommandSpec;

/** For whoever wants to know which commands and options there are. */
public final class ToolsCommands {

    private ToolsCommands() {}

    /** The root of all commands. */
    public static CommandSpec root() {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        return ToolsMain.commandLine(new RealClients(), nowhere, nowhere).getCommandSpec();
    }
}
