/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/** A consumer that reads all partitions of a topic, in no group, from a place on. */
final class Cursor<V> implements AutoCloseable {

    private final Consumer<String, V> consumer;
    private final List<TopicPartition> partitions;

    /** @param from empty to begin at the end */
    Cursor(String topic, Consumer<String, V> consumer, Optional<Offsets> from) {
        this.consumer = consumer;
        int count = consumer.partitionsFor(topic).size();
        partitions = IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
        consumer.assign(partitions);
        if (from.isPresent()) {
            partitions.forEach(partition -> consumer.seek(partition, from.get().of(partition.partition())));
        } else {
            consumer.seekToEnd(partitions);
        }
    }

    ConsumerRecords<String, V> poll(Duration time) {
        return consumer.poll(time);
    }

    /** Up to where it has read. */
    Offsets place() {
        return Offsets.of(partitions.stream().mapToLong(consumer::position).toArray());
    }

    @Override
    public void close() {
        consumer.close();
    }
}
