/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit.streams;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.function.Function;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/** Answers each CREATED order with one verdict: the loop of {@code Validator}, without the loop. */
final class CreditLimitTopology {

    private CreditLimitTopology() {}

    /** What to answer, {@code rule} knows. */
    static Topology of(Function<Order, OrderValidation> rule, EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .filter(
                        (id, order) -> order != null && order.getState() == OrderState.CREATED,
                        Named.as("keep-created-orders"))
                .mapValues(rule::apply, Named.as("check-limit"))
                .to(
                        Topics.ORDER_VALIDATIONS.name(),
                        Produced.with(Topics.ORDER_VALIDATIONS.keySerde(), serdes.valuesOf(Topics.ORDER_VALIDATIONS))
                                .withName("publish-verdicts"));
        return builder.build();
    }
}
