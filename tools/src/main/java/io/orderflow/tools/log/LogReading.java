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
import io.orderflow.tools.audit.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Reads topics one after the other from their beginning to where they end, all partitions or some, once or several times; and
 * later what has come since. Of little it reads all topics at once.
 */
final class LogReading implements AutoCloseable {

    private static final Duration TOLD_EACH = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Offsets. */
    private static final long LITTLE = 10_000;

    /**
     * Where the partitions end.
     *
     * @param judged when they were asked for first
     * @param ends when they were asked for again, a moment later: so far everything is read
     */
    record Ends(Map<TopicPartition, Long> judged, Map<TopicPartition, Long> ends) {}

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

    /** All partitions of all topics. */
    List<TopicPartition> partitions() {
        return partitions;
    }

    Ends ends() {
        return new Ends(consumer.endOffsets(partitions), consumer.endOffsets(partitions));
    }

    /** How many offsets {@code part} has; of its records some may be gone. */
    long length(TopicPartition part, Ends ends) {
        return Math.max(0, ends.ends().getOrDefault(part, 0L) - begins.getOrDefault(part, 0L));
    }

    /** The next reading of {@code parts} begins where they begin. */
    void rewind(Collection<TopicPartition> parts) {
        parts.forEach(part -> read.put(part, begins.getOrDefault(part, 0L)));
    }

    /**
     * Everything in {@code parts} that was not read yet.
     *
     * @param action is given each record
     * @param progress is told from time to time how many percent are read
     */
    LogCoverage readOn(
            Collection<TopicPartition> parts,
            Ends ends,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action,
            LongConsumer progress) {
        long left = left(parts, ends);
        Progress told = new Progress(left, progress);
        for (List<TopicPartition> together : turns(parts, ends, left)) {
            consumer.assign(together);
            together.forEach(part -> consumer.seek(part, from(part)));
            Map<TopicPartition, Long> until = together.stream()
                    .collect(Collectors.toMap(part -> part, part -> ends.ends().getOrDefault(part, 0L)));
            new ReadToEnd(consumer).read(until, record -> {
                TopicPartition part = new TopicPartition(record.topic(), record.partition());
                if (record.offset() >= until.getOrDefault(part, 0L)) {
                    return; // came later: for the next time
                }
                action.accept(record);
                read.put(part, record.offset() + 1);
                told.maybe(() -> left(parts, ends));
            });
            read.putAll(until);
        }
        return coverage(parts, ends);
    }

    /** What is read together: a topic at a time; little of it all at once, for each turn costs a fetch that waits for more. */
    private List<List<TopicPartition>> turns(Collection<TopicPartition> parts, Ends ends, long left) {
        if (left <= LITTLE) {
            return List.of(parts.stream()
                    .filter(part -> from(part) < ends.ends().getOrDefault(part, 0L))
                    .toList());
        }
        return topics.stream()
                .map(topic -> parts.stream()
                        .filter(part -> part.topic().equals(topic.name()))
                        .toList())
                .toList();
    }

    /** What has gone while it was read counts as gone. */
    private LogCoverage coverage(Collection<TopicPartition> parts, Ends ends) {
        Map<TopicPartition, Long> left = consumer.beginningOffsets(parts);
        Map<TopicPartition, Long> cut = left.entrySet().stream()
                .filter(now -> now.getValue() > begins.getOrDefault(now.getKey(), 0L))
                .collect(Collectors.toMap(Map.Entry::getKey, now -> 0L));
        Map<Part, Instant> cutAt = new HashMap<>();
        consumer.offsetsForTimes(cut)
                .forEach((part, first) -> cutAt.put(
                        new Part(part.topic(), part.partition()),
                        first == null ? Instant.now() : Instant.ofEpochMilli(first.timestamp())));
        return new LogCoverage(byPart(left), byPart(ends.judged()), cutAt, Set.of());
    }

    /** Those of {@code places}, at which a record was read, where there is none any more. */
    Set<Place> gone(Collection<Place> places) {
        Set<Place> gone = new HashSet<>();
        for (Place place : places) {
            if (firstFrom(new TopicPartition(place.topic(), place.partition()), place.offset()) > place.offset()) {
                gone.add(place);
            }
        }
        return gone;
    }

    private long firstFrom(TopicPartition part, long offset) {
        consumer.assign(List.of(part));
        consumer.seek(part, offset);
        long patientUntil = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - patientUntil < 0) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                return records.iterator().next().offset();
            }
        }
        throw new TimeoutException("no more records came for " + PATIENCE.toSeconds() + " s");
    }

    private long from(TopicPartition part) {
        return read.getOrDefault(part, 0L);
    }

    private long left(Collection<TopicPartition> parts, Ends ends) {
        return parts.stream()
                .mapToLong(part -> Math.max(0, ends.ends().getOrDefault(part, 0L) - from(part)))
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
