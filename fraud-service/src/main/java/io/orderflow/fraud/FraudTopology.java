/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.fraud.limits.PlacedOrders;
import io.orderflow.fraud.state.PlacedOrder;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;

/**
 * Created orders, brought together by customer (<em>rekey to join</em>, chapter 15), judged against the customer's recent
 * ones, each answered with a verdict.
 */
final class FraudTopology {

    private final FraudConfig config;
    private final EventSerdes serdes;
    private final StreamsBuilder builder = new StreamsBuilder();

    FraudTopology(FraudConfig config, EventSerdes serdes) {
        this.config = config;
        this.serdes = serdes;
    }

    Topology build() {
        KStream<String, Order> orders = readOrders(); // by order id
        KStream<Long, PlacedOrder> placed = bringTogetherByCustomer(orders); // by customer
        KStream<String, OrderValidation> verdicts = judge(placed); // by order id
        publish(verdicts);
        return builder.build();
    }

    /** Those to judge, and those that ended without being delivered, which from then on count no more. */
    private KStream<String, Order> readOrders() {
        return builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .filter(
                        (id, order) -> order != null
                                && (order.getState() == OrderState.CREATED || PlacedOrders.hasEnded(order)),
                        Named.as("keep-created-and-ended-orders"));
    }

    private KStream<Long, PlacedOrder> bringTogetherByCustomer(KStream<String, Order> orders) {
        return orders.map(
                        (id, order) -> KeyValue.pair(order.getCustomerId(), PlacedOrders.of(order)),
                        Named.as("key-by-customer"))
                .repartition(Repartitioned.with(Serdes.Long(), serdes.of(PlacedOrder.class))
                        .withName("orders-by-customer"));
    }

    private KStream<String, OrderValidation> judge(KStream<Long, PlacedOrder> placed) {
        return placed.process(
                SpendingProcessor.supplier(config.limits(), config.window(), serdes), Named.as("judge-spending"));
    }

    private void publish(KStream<String, OrderValidation> verdicts) {
        verdicts.to(
                Topics.ORDER_VALIDATIONS.name(),
                Produced.with(Topics.ORDER_VALIDATIONS.keySerde(), serdes.valuesOf(Topics.ORDER_VALIDATIONS))
                        .withName("publish-verdicts"));
    }
}
