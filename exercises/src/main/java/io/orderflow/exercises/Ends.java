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
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** How every check begins and ends, which is what exercise 2 is about; the exercises after it have it from here. */
final class Ends {

    private Ends() {}

    /** The orders that wait for their checks, by order id. */
    static KStream<String, Order> createdOrders(StreamsBuilder builder, EventSerdes serdes) {
        return builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .filter(
                        (id, order) -> order != null && order.getState() == OrderState.CREATED,
                        Named.as("keep-created-orders"));
    }

    /** Publishes verdicts, by order id. */
    static void publish(KStream<String, OrderValidation> verdicts, EventSerdes serdes) {
        verdicts.to(
                Topics.ORDER_VALIDATIONS.name(),
                Produced.with(Topics.ORDER_VALIDATIONS.keySerde(), serdes.valuesOf(Topics.ORDER_VALIDATIONS))
                        .withName("publish-verdicts"));
    }
}
