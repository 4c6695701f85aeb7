/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.serde.EventSerdes;
import java.math.BigDecimal;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.KStream;

/** Exercise 4, filter and branch: small orders pass unseen, large ones must be looked at, and the rest is counted through. */
final class ReviewCheck implements Check {

    static final BigDecimal SMALL = new BigDecimal("50");
    static final BigDecimal LARGE = new BigDecimal("1000");
    private static final int MOST_OF_A_PRODUCT = 10;

    @Override
    public String name() {
        return "review";
    }

    @Override
    public Topology topology(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        Ends.publish(verdicts(Ends.createdOrders(builder, serdes)), serdes);
        return builder.build();
    }

    KStream<String, OrderValidation> verdicts(KStream<String, Order> created) {
        return YourTurn.to("split the orders in three, answer each part, and merge the answers");
    }

    /** For orders below 50. */
    OrderValidation pass(Order order) {
        return Verdicts.of(name(), order.getId(), List.of());
    }

    /** For orders of 1,000 and more. */
    OrderValidation lookAt(Order order) {
        return Verdicts.of(name(), order.getId(), List.of("an order of 1,000 or more is looked at first"));
    }

    /** For all others. */
    OrderValidation countThrough(Order order) {
        return Verdicts.of(
                name(),
                order.getId(),
                order.getLines().stream()
                        .filter(line -> line.getQuantity() > MOST_OF_A_PRODUCT)
                        .map(line -> "%s: %s asked, at most %s at a time"
                                .formatted(line.getProduct(), line.getQuantity(), MOST_OF_A_PRODUCT))
                        .toList());
    }
}
