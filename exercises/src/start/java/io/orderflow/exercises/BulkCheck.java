/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.serde.EventSerdes;
import org.apache.kafka.streams.Topology;

/** Exercise 2, an event-driven service: whoever wants more than a hundred of a thing needs a quote. */
final class BulkCheck implements Check {

    private static final int MOST = 100;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public Topology topology(EventSerdes serdes) {
        return YourTurn.to("read the orders, keep those that are CREATED, answer each with verdictOn, publish that");
    }

    /** The rule. */
    OrderValidation verdictOn(Order order) {
        return Verdicts.of(
                name(),
                order.getId(),
                order.getLines().stream()
                        .filter(line -> line.getQuantity() > MOST)
                        .map(line -> "%s: %s asked, more than %s need a quote"
                                .formatted(line.getProduct(), line.getQuantity(), MOST))
                        .toList());
    }
}
