/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.orderdetails.checks.DetailChecks;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * Created orders, each held against all customers and products, which every instance keeps (<em>join, filter,
 * process</em>, chapter 15), and answered with a verdict.
 */
final class OrderDetailsTopology {

    private final OrderDetailsConfig config;
    private final EventSerdes serdes;
    private final StreamsBuilder builder = new StreamsBuilder();

    OrderDetailsTopology(OrderDetailsConfig config, EventSerdes serdes) {
        this.config = config;
        this.serdes = serdes;
    }

    Topology build() {
        ReferenceStores.addTo(builder); // customers and products
        KStream<String, Order> created = readCreatedOrders();
        KStream<String, OrderValidation> verdicts = check(created);
        publish(verdicts);
        return builder.build();
    }

    private KStream<String, Order> readCreatedOrders() {
        return builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .filter(
                        (id, order) -> order != null && order.getState() == OrderState.CREATED,
                        Named.as("keep-created-orders"));
    }

    private KStream<String, OrderValidation> check(KStream<String, Order> created) {
        return created.process(
                DetailsProcessor.supplier(new DetailChecks(config.referenceWait()), serdes), Named.as("check-details"));
    }

    private void publish(KStream<String, OrderValidation> verdicts) {
        verdicts.to(
                Topics.ORDER_VALIDATIONS.name(),
                Produced.with(Topics.ORDER_VALIDATIONS.keySerde(), serdes.valuesOf(Topics.ORDER_VALIDATIONS))
                        .withName("publish-verdicts"));
    }
}
