/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What is held of a customer. */
@Command(
        name = "customer",
        description = "Show what the topics hold of a customer, and erase it.",
        subcommands = {CustomerExport.class, CustomerForget.class},
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow customer export 7 > customer-7.json", "  orderflow customer forget 7 --yes"})
final class CustomerCommand implements Runnable {

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        throw output.whichOne();
    }
}
