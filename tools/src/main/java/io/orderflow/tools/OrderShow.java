/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import io.orderflow.tools.ending.ExitCode;
import io.orderflow.tools.show.OrderText;
import java.time.Duration;

/** Shows an order, also one that is waited for. */
final class OrderShow {

    private final Output output;
    private final boolean json;

    OrderShow(Output output, boolean json) {
        this.output = output;
        this.json = json;
    }

    void order(JsonNode order) {
        if (json) {
            output.json(order);
        } else {
            output.lines(OrderText.lines(order));
        }
    }

    void pending(JsonNode order) {
        if (json) {
            output.json(order);
        } else {
            output.line("order %s was accepted and is not known yet: orderflow order get %1$s"
                    .formatted(order.path("id").asText()));
        }
    }

    /** Waits until the order is decided, shows it, and says with the exit code how. */
    int decided(OrdersClient orders, String id, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            Reply reply = orders.answer(orders.decided(id, atMost(left)));
            if (reply.status() == 200) {
                order(reply.body());
                return ending(reply.body());
            }
            boolean notYet = reply.status() == 504 || reply.problem().equals("unknown-order");
            if (!notYet) {
                throw orders.refused(reply);
            }
            if (left.compareTo(OrdersClient.LONGEST_WAIT) <= 0) {
                return undecided(orders, id, reply);
            }
        }
    }

    private int undecided(OrdersClient orders, String id, Reply reply) {
        JsonNode known = reply.body().path("order");
        if (reply.status() == 504 && known.isObject()) {
            order(known);
            throw new ClientException(Kind.UNDECIDED, "order %s is not decided yet: wait longer".formatted(id));
        }
        throw orders.refused(reply);
    }

    private static int ending(JsonNode order) {
        return switch (order.path("state").asText()) {
            case "VALIDATED", "SHIPPED" -> ExitCode.OK;
            default -> ExitCode.NO;
        };
    }

    static Duration atMost(Duration wait) {
        return wait.compareTo(OrdersClient.LONGEST_WAIT) < 0 ? wait : OrdersClient.LONGEST_WAIT;
    }
}
