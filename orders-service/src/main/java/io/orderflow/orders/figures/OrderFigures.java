/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.figures;

import io.orderflow.events.Order;
import io.orderflow.orders.topic.AskedReading;
import io.orderflow.orders.topic.AskedTopics;
import io.orderflow.schemas.Topics;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** The figures of all orders, whichever instance leads them: read from the topic, from ten minutes before the first question on. */
public final class OrderFigures implements AutoCloseable {

    /** Of a partition, so that a first question on a busy system does not read for long. */
    private static final long MOST_BEFORE = 300_000;

    private final Figures figures;
    private final AskedReading reading;

    /** @param longestLife of an order without a decision: of those placed before, none is undecided */
    public OrderFigures(AskedTopics topics, Duration longestLife, Clock clock) {
        figures = new Figures(clock);
        Deserializer<Order> orders = topics.values(Topics.ORDERS);
        Duration before = longestLife.compareTo(Figures.WINDOW) > 0 ? longestLife : Figures.WINDOW;
        reading =
                topics.reading(Topics.ORDERS, AskedTopics.since(before, MOST_BEFORE, clock), new AskedReading.Keeper() {
                    @Override
                    public void begin(boolean whole) {
                        figures.begin(whole);
                    }

                    @Override
                    public void read(ConsumerRecord<byte[], byte[]> record) {
                        Order order = orders.deserialize(record.topic(), record.value());
                        if (order != null) {
                            figures.saw(order);
                        }
                    }
                });
    }

    CompletableFuture<FiguresResponse> ask() {
        return reading.ask().thenApply(read -> figures.now());
    }

    @Override
    public void close() {
        reading.close();
    }
}
