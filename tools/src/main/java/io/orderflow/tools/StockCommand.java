/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Units received. */
@Command(
        name = "stock",
        description = "Receive goods, correct what was received, and list it.",
        subcommands = {StockAdd.class, StockList.class},
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow stock add kettle 100", "  orderflow stock list"})
final class StockCommand implements Runnable {

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        throw output.whichOne();
    }
}
