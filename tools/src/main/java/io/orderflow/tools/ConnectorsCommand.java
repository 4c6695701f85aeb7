/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The connectors of Kafka Connect. */
@Command(
        name = "connectors",
        description = "Bring connectors of Kafka Connect to what files say, and look at them.",
        subcommands = {ConnectorsApply.class, ConnectorsStatus.class},
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow connectors apply docker/ecosystem/connectors", "  orderflow connectors status"})
final class ConnectorsCommand implements Runnable {

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        throw output.whichOne();
    }
}
