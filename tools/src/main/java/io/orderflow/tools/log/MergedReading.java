/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.log;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.schemas.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads the partitions of some topics as one stream, in the order of the records' times as far as each partition's own order
 * allows: much as Streams takes them when it has all of them at hand.
 */
public final class MergedReading implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Of a partition that has so many at hand no more are asked for. */
    private static final int MOST_AT_HAND = 1_000;

    private final List<String> topics;
    private final List<TopicPartition> partitions;
    private final Consumer<byte[], byte[]> consumer;

    /** {@code topics} in the order in which records of one time are taken. */
    public MergedReading(Cluster cluster, List<? extends Topic<?, ?>> topics) {
        this.topics = topics.stream().<String>map(Topic::name).toList();
        partitions = cluster.partitionsOf(topics);
        consumer = cluster.consumer();
    }

    /** Since when nothing of {@code topic} is missing; {@link Instant#MIN} if retention has not removed anything yet. */
    public Instant wholeSince(Topic<?, ?> topic) {
        Map<TopicPartition, Long> cut = consumer.beginningOffsets(partitions).entrySet().stream()
                .filter(begin -> begin.getKey().topic().equals(topic.name()) && begin.getValue() > 0)
                .collect(Collectors.toMap(Map.Entry::getKey, begin -> 0L));
        // A partition from which all is gone tells nothing: it may be long since anything came.
        return consumer.offsetsForTimes(cut).values().stream()
                .filter(first -> first != null)
                .map(first -> Instant.ofEpochMilli(first.timestamp()))
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    /** All records of {@code since} and later that are there now. */
    public void read(Instant since, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        long from = Math.max(0, since.toEpochMilli());
        Map<TopicPartition, OffsetAndTimestamp> begins =
                consumer.offsetsForTimes(partitions.stream().collect(Collectors.toMap(part -> part, part -> from)));
        consumer.assign(partitions);
        for (TopicPartition part : partitions) {
            OffsetAndTimestamp begin = begins.get(part);
            consumer.seek(part, begin == null ? ends.getOrDefault(part, 0L) : begin.offset());
        }
        new Merge(ends, action).run();
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** One reading. */
    private final class Merge {

        private final Map<TopicPartition, Long> ends;
        private final java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action;
        private final Map<TopicPartition, Queue<ConsumerRecord<byte[], byte[]>>> atHand = new HashMap<>();
        private final PriorityQueue<ConsumerRecord<byte[], byte[]>> next =
                new PriorityQueue<>(Comparator.<ConsumerRecord<byte[], byte[]>>comparingLong(ConsumerRecord::timestamp)
                        .thenComparingInt(record -> topics.indexOf(record.topic()))
                        .thenComparingInt(ConsumerRecord::partition));

        Merge(Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
            this.ends = ends;
            this.action = action;
            partitions.forEach(part -> atHand.put(part, new ArrayDeque<>()));
        }

        void run() {
            while (true) {
                long patientUntil = System.nanoTime() + PATIENCE.toNanos();
                while (partitions.stream().anyMatch(part -> isEmpty(part) && !isAtEnd(part))) {
                    boolean came = poll();
                    if (came) {
                        patientUntil = System.nanoTime() + PATIENCE.toNanos();
                    } else if (System.nanoTime() - patientUntil > 0) {
                        throw new TimeoutException("no more records came for " + PATIENCE.toSeconds() + " s");
                    }
                }
                if (next.isEmpty()) {
                    return;
                }
                take();
            }
        }

        private boolean isEmpty(TopicPartition part) {
            return queue(part).isEmpty();
        }

        /** A transaction's end has an offset, too, and is no record: only the position tells. */
        private boolean isAtEnd(TopicPartition part) {
            return consumer.position(part) >= ends.getOrDefault(part, 0L);
        }

        private boolean poll() {
            Map<Boolean, List<TopicPartition>> full = partitions.stream()
                    .collect(Collectors.partitioningBy(part -> queue(part).size() >= MOST_AT_HAND));
            consumer.pause(full.getOrDefault(true, List.of()));
            consumer.resume(full.getOrDefault(false, List.of()));
            boolean came = false;
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                TopicPartition part = new TopicPartition(record.topic(), record.partition());
                if (record.offset() < ends.getOrDefault(part, 0L)) {
                    if (isEmpty(part)) {
                        next.add(record);
                    }
                    queue(part).add(record);
                    came = true;
                }
            }
            return came;
        }

        /** Takes records in their order until a partition has none at hand. */
        private void take() {
            while (!next.isEmpty()) {
                ConsumerRecord<byte[], byte[]> first = next.remove();
                Queue<ConsumerRecord<byte[], byte[]>> queue =
                        queue(new TopicPartition(first.topic(), first.partition()));
                queue.remove();
                action.accept(first);
                if (queue.isEmpty()) {
                    return;
                }
                next.add(queue.element());
            }
        }

        private Queue<ConsumerRecord<byte[], byte[]>> queue(TopicPartition part) {
            return atHand.getOrDefault(part, new ArrayDeque<>());
        }
    }
}
