/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.events.OrderState;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.show.OrderText;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists some. */
@Command(
        name = "list",
        description = "List orders, newest first, a page at a time.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow order list --state FAILED --limit 10",
            "  orderflow order list --customer 7 --json | jq -r '.orders[].id'"
        })
final class OrderList implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--customer", paramLabel = "ID", description = "Of this customer.")
    private Optional<Long> customer = Optional.empty();

    @Option(names = "--state", paramLabel = "STATE", description = "In this state: ${COMPLETION-CANDIDATES}.")
    private Optional<OrderState> state = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many a page (${DEFAULT-VALUE}).")
    private int limit;

    @Option(names = "--cursor", paramLabel = "TEXT", description = "Where the page before ended.")
    private Optional<String> cursor = Optional.empty();

    @Override
    public Integer call() {
        Map<String, String> query = new LinkedHashMap<>();
        customer.ifPresent(id -> query.put("customerId", id.toString()));
        state.ifPresent(wanted -> query.put("state", wanted.name()));
        query.put("limit", String.valueOf(limit));
        cursor.ifPresent(from -> query.put("cursor", from));
        OrdersClient orders = service.orders();
        Reply reply = orders.answer(orders.list(query));
        if (reply.status() != 200) {
            throw orders.refused(reply);
        }
        if (json.wanted()) {
            output.json(reply.body());
            return ExitCode.OK;
        }
        for (JsonNode order : reply.body().path("orders")) {
            output.line(OrderText.line(order));
        }
        String next = reply.body().path("nextCursor").asText("");
        if (!next.isEmpty() && !next.equals("null")) {
            output.note("more: --cursor " + next);
        }
        return ExitCode.OK;
    }
}
