/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;

/** Tells of each decision as it is committed, on a thread of its own. While the brokers are away there are none. */
final class DecisionFollower implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final Deserializer<Order> values;
    private final java.util.function.Consumer<Order> decision;
    private final Thread thread = new Thread(this::follow, "decisions");
    private volatile boolean ends;

    private DecisionFollower(
            Consumer<byte[], byte[]> consumer,
            Deserializer<Order> values,
            java.util.function.Consumer<Order> decision) {
        this.consumer = consumer;
        this.values = values;
        this.decision = decision;
    }

    /** Of decisions from the beginning of the topic. */
    static DecisionFollower of(Cluster cluster, java.util.function.Consumer<Order> decision) {
        List<TopicPartition> partitions = cluster.partitionsOf(List.of(Topics.ORDERS));
        Consumer<byte[], byte[]> consumer = cluster.consumer();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return new DecisionFollower(
                consumer, cluster.serdes().valuesOf(Topics.ORDERS).deserializer(), decision);
    }

    void start() {
        thread.start();
    }

    private void follow() {
        try (consumer) {
            while (!ends) {
                poll();
            }
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL).forEach(record -> {
                Order order = values.deserialize(Topics.ORDERS.name(), record.value());
                if (order.getState() == OrderState.VALIDATED || order.getState() == OrderState.FAILED) {
                    decision.accept(order);
                }
            });
        } catch (KafkaException e) {
            // a broker is away: what was missed comes with a later poll
        }
    }

    @Override
    public void close() {
        ends = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
