/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks.micro;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** An order as Avro, in Confluent's wire format: each hop reads it, and most write it. */
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // by setUp()
public class SerdeBenchmark {

    private static final String TOPIC = Topics.ORDERS.name();

    @Param({"1", "5"})
    private int lines;

    private Serde<Order> serde;
    private Order order;
    private byte[] bytes;

    @Setup
    public void setUp() {
        serde = EventSerdes.using(new InMemoryRegistry()).valuesOf(Topics.ORDERS);
        order = Orders.order(lines, OrderState.CREATED);
        bytes = write();
    }

    @Benchmark
    public byte[] write() {
        return serde.serializer().serialize(TOPIC, order);
    }

    @Benchmark
    public Order read() {
        return serde.deserializer().deserialize(TOPIC, bytes);
    }
}
