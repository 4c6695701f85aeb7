/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** For machines. */
@Command
final class JsonOption {

    @Option(names = "--json", description = "Print JSON, one object a line.")
    private boolean wanted;

    boolean wanted() {
        return wanted;
    }
}
