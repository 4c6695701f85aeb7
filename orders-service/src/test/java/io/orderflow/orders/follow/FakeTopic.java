/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** A topic of two partitions that grows, as consumers read it; what a record is about is its key. */
public final class FakeTopic {

    private static final String NAME = "topic";
    private static final List<TopicPartition> PARTITIONS =
            List.of(new TopicPartition(NAME, 0), new TopicPartition(NAME, 1));

    private final List<ConsumerRecord<String, String>> records = new ArrayList<>();

    /** Adds a record. */
    public synchronized void write(int partition, String key, String value) {
        records.add(new ConsumerRecord<>(NAME, partition, end(partition), key, value));
    }

    /** A feed of it. */
    public Feed<String> feed(Duration heartbeat) {
        return new Feed<>(
                NAME,
                this::consumer,
                record ->
                        Optional.of(new FeedRecord(record.partition(), record.offset(), record.key(), record.value())),
                heartbeat);
    }

    private synchronized long end(int partition) {
        return records.stream()
                .filter(record -> record.partition() == partition)
                .count();
    }

    private synchronized Map<TopicPartition, List<ConsumerRecord<String, String>>> from(
            Map<TopicPartition, Long> places) {
        return records.stream()
                .filter(record -> record.offset() >= places.getOrDefault(PARTITIONS.get(record.partition()), 0L))
                .collect(Collectors.groupingBy(record -> PARTITIONS.get(record.partition())));
    }

    private Consumer<String, String> consumer() {
        MockConsumer<String, String> consumer = new MockConsumer<>("earliest") {
            @Override
            public synchronized ConsumerRecords<String, String> poll(Duration timeout) {
                Map<TopicPartition, Long> places =
                        PARTITIONS.stream().collect(Collectors.toMap(partition -> partition, this::position));
                Map<TopicPartition, List<ConsumerRecord<String, String>>> next = from(places);
                next.forEach((partition, read) ->
                        seek(partition, read.get(read.size() - 1).offset() + 1));
                if (next.isEmpty()) {
                    LockSupport.parkNanos(1_000_000);
                }
                return new ConsumerRecords<>(next, Map.of());
            }

            @Override
            public synchronized void seekToEnd(Collection<TopicPartition> partitions) {
                partitions.forEach(partition -> seek(partition, end(partition.partition())));
            }
        };
        consumer.updatePartitions(
                NAME,
                IntStream.range(0, PARTITIONS.size())
                        .mapToObj(partition -> new PartitionInfo(NAME, partition, null, null, null))
                        .toList());
        return consumer;
    }
}
