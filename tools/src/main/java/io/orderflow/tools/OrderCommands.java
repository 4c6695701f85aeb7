/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Orders, over REST. */
@Command(
        name = "order",
        description = "Place orders and follow them, over the orders service's REST API.",
        subcommands = {
            OrderPlace.class,
            OrderGet.class,
            OrderWait.class,
            OrderCancel.class,
            OrderHistory.class,
            OrderList.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow order place --customer 7 --line kettle:2 --line mug:4 --wait",
            "  orderflow order history 0199f1c2-5d6e-7a80-9c3b-2f64d1a7e310"
        })
final class OrderCommands implements Runnable {

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        throw output.whichOne();
    }
}
