/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.tools.ending.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one. */
@Command(
        name = "get",
        description = "Show an order as it is now; if it is not known yet, wait for it.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow order get A-1", "  orderflow order get A-1 --timeout 0s --json | jq -r .state"})
final class OrderGet implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "ORDER", description = "Id of the order.")
    private String id = "";

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2s",
            description = "How long to wait for an order that is not known yet, 30s at most (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Override
    public Integer call() {
        OrdersClient orders = service.orders();
        Reply reply = orders.answer(orders.get(id, OrderShow.atMost(timeout)));
        if (reply.status() != 200) {
            throw orders.refused(reply);
        }
        new OrderShow(output, json.wanted()).order(reply.body());
        return ExitCode.OK;
    }
}
