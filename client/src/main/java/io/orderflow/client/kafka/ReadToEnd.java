/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/** Reads from where a consumer stands to where its partitions end now: to the last record that is committed. */
public final class ReadToEnd {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Consumer<byte[], byte[]> consumer;

    public ReadToEnd(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    public void read(java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        read(consumer.endOffsets(consumer.assignment()), action);
    }

    /** Reads to where each partition ended when {@code ends} were asked for, and maybe a little further. */
    public void read(
            Map<TopicPartition, Long> ends, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        long patientUntil = System.nanoTime() + PATIENCE.toNanos();
        long before = -1;
        for (long left = left(ends); left > 0; left = left(ends)) {
            if (left != before) {
                patientUntil = System.nanoTime() + PATIENCE.toNanos();
                before = left;
            } else if (System.nanoTime() - patientUntil > 0) {
                throw new TimeoutException("no more records came for " + PATIENCE.toSeconds() + " s");
            }
            consumer.poll(POLL).forEach(action);
        }
    }

    private long left(Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }
}
