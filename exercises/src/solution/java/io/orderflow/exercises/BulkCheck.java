/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

/** Exercise 2, an event-driven service: whoever wants more than a hundred of a thing needs a quote. */
final class BulkCheck implements Check {

    private static final int MOST = 100;

    @Override
    public String name() {
        return "bulk";
    }

    @Override
    public Topology topology(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(Topics.ORDERS.name(), Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS)))
                .filter((id, order) -> order != null && order.getState() == OrderState.CREATED)
                .mapValues(this::verdictOn)
                .to(
                        Topics.ORDER_VALIDATIONS.name(),
                        Produced.with(Topics.ORDER_VALIDATIONS.keySerde(), serdes.valuesOf(Topics.ORDER_VALIDATIONS)));
        return builder.build();
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
