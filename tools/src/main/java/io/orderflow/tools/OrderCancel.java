/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.tools.ending.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Cancels one. */
@Command(
        name = "cancel",
        description = "Cancel an order. Exit code 1 if it is too late: once it is final.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow order cancel A-1"})
final class OrderCancel implements Callable<Integer> {

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
        Reply reply = orders.answer(orders.cancel(id));
        if (reply.status() != 200 && reply.status() != 202) {
            throw orders.refused(reply);
        }
        if (json.wanted()) {
            output.json(reply.body());
        } else {
            output.line("order %s: cancelling was accepted; orderflow order get %1$s shows it".formatted(id));
        }
        return ExitCode.OK;
    }
}
