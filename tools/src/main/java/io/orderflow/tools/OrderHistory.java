/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.show.OrderText;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What happened to one. */
@Command(
        name = "history",
        description = "Show what happened to an order and why: each event, each check's verdict, with times.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow order history A-1"})
final class OrderHistory implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "ORDER", description = "Id of the order.")
    private String id = "";

    @Override
    public Integer call() {
        OrdersClient orders = service.orders();
        Reply reply = orders.answer(orders.history(id));
        if (reply.status() != 200) {
            throw orders.refused(reply);
        }
        if (json.wanted()) {
            output.json(reply.body());
        } else {
            output.lines(OrderText.history(reply.body()));
        }
        return ExitCode.OK;
    }
}
