/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.log;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.ReadToEnd;
import io.orderflow.schemas.Topic;
import io.orderflow.tools.audit.LogCoverage;
import io.orderflow.tools.audit.LogCoverage.Part;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads topics one after the other from their beginning to where they end, and later what has come since. */
final class LogReading implements AutoCloseable {

    private static final Duration TOLD_EACH = Duration.ofSeconds(5);

    private final List<? extends Topic<?, ?>> topics;
    private final List<TopicPartition> partitions;
    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> read;
    private final Map<TopicPartition, Long> begins;

    /** {@code topics} in the order in which they are read. */
    LogReading(Cluster cluster, List<? extends Topic<?, ?>> topics) {
        this.topics = topics;
        partitions = cluster.partitionsOf(topics);
        consumer = cluster.consumer();
        begins = Map.copyOf(consumer.beginningOffsets(partitions));
        read = new HashMap<>(begins);
    }

    /**
     * Everything that was not read yet.
     *
     * @param action is given each record
     * @param progress is told from time to time how many percent are read
     */
    LogCoverage readOn(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action, LongConsumer progress) {
        Map<TopicPartition, Long> judged = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Progress told = new Progress(left(ends), progress);
        for (Topic<?, ?> topic : topics) {
            List<TopicPartition> parts = partitions.stream()
                    .filter(partition -> partition.topic().equals(topic.name()))
                    .toList();
            consumer.assign(parts);
            parts.forEach(part -> consumer.seek(part, from(part)));
            Map<TopicPartition, Long> until =
                    parts.stream().collect(Collectors.toMap(part -> part, part -> ends.getOrDefault(part, 0L)));
            new ReadToEnd(consumer).read(until, record -> {
                TopicPartition part = new TopicPartition(record.topic(), record.partition());
                if (record.offset() >= until.getOrDefault(part, 0L)) {
                    return; // came later: for the next time
                }
                action.accept(record);
                read.put(part, record.offset() + 1);
                told.maybe(() -> left(ends));
            });
            read.putAll(until);
        }
        return new LogCoverage(byPart(begins), byPart(judged));
    }

    private long from(TopicPartition part) {
        return read.getOrDefault(part, 0L);
    }

    private long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - from(end.getKey())))
                .sum();
    }

    private static Map<Part, Long> byPart(Map<TopicPartition, Long> offsets) {
        return offsets.entrySet().stream()
                .collect(Collectors.toMap(
                        one -> new Part(one.getKey().topic(), one.getKey().partition()), Map.Entry::getValue));
    }

    @Override
    public void close() {
        consumer.close();
    }

    /** Tells now and then how far it is. */
    private static final class Progress {

        private final long all;
        private final LongConsumer told;
        private long next = System.nanoTime() + TOLD_EACH.toNanos();

        Progress(long all, LongConsumer told) {
            this.all = all;
            this.told = told;
        }

        /** {@code left} goes over all partitions: it is asked when it is time to tell, not at each record. */
        void maybe(LongSupplier left) {
            if (System.nanoTime() - next > 0) {
                next = System.nanoTime() + TOLD_EACH.toNanos();
                told.accept((all - left.getAsLong()) * 100 / all);
            }
        }
    }
}
