/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.topic;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a topic by a consumer of its own from the first question on, and goes on while there are questions: what nobody looks at
 * costs nothing. When it has been left alone for a while it ends, and the next question has it begin anew.
 */
public final class AskedReading implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AskedReading.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE_AFTER_FAULT = Duration.ofSeconds(1);
    private static final Duration STAY = Duration.ofMinutes(2);

    /** Who keeps what is read; all calls come from one thread at a time. */
    public interface Keeper {

        /**
         * It is read anew: what was kept before is no more.
         *
         * @param whole false if reading begins later than was wanted
         */
        void begin(boolean whole);

        /**
         * A record.
         *
         * @throws SerializationException if it cannot be read, and so is passed over
         */
        void read(ConsumerRecord<byte[], byte[]> record);
    }

    /** Where reading begins. */
    public interface Beginning {

        /** Sets where {@code consumer} reads on in each of its {@code partitions}; false if that is later than was wanted. */
        boolean seek(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions);
    }

    private final String topic;
    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final Beginning beginning;
    private final Keeper keeper;
    private final Duration stay;
    private CompletableFuture<Void> caughtUp = new CompletableFuture<>();
    private @Nullable Thread reading;
    private long asked;
    private boolean closed;

    /** @param consumers makes a consumer that reads committed records only */
    public AskedReading(
            String topic, Supplier<Consumer<byte[], byte[]>> consumers, Beginning beginning, Keeper keeper) {
        this(topic, consumers, beginning, keeper, STAY);
    }

    AskedReading(
            String topic,
            Supplier<Consumer<byte[], byte[]>> consumers,
            Beginning beginning,
            Keeper keeper,
            Duration stay) {
        this.topic = requireNonNull(topic, "topic");
        this.consumers = requireNonNull(consumers, "consumers");
        this.beginning = requireNonNull(beginning, "beginning");
        this.keeper = requireNonNull(keeper, "keeper");
        this.stay = requireNonNull(stay, "stay");
    }

    /**
     * Somebody asks: done when all that was in the topic when reading began has been read, at once if it has been.
     * Exceptionally, with a {@link KafkaException}, if the topic cannot be read.
     */
    public synchronized CompletableFuture<Void> ask() {
        if (closed) {
            return CompletableFuture.failedFuture(new KafkaException("the service ends"));
        }
        asked = System.nanoTime();
        if (reading == null) {
            reading = new Thread(this::run, "look-" + topic);
            reading.setDaemon(true);
            reading.start();
        }
        return caughtUp.copy(); // whoever gives up waiting does so alone
    }

    private void run() {
        while (!over()) {
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                read(consumer);
            } catch (KafkaException e) {
                LOG.warn("{} cannot be looked at now: {}", topic, e.getMessage());
                restart().completeExceptionally(e);
                LockSupport.parkNanos(PAUSE_AFTER_FAULT.toNanos());
            }
        }
    }

    private void read(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        keeper.begin(beginning.seek(consumer, partitions));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        boolean behind = true;
        while (!over()) {
            consumer.poll(POLL).forEach(this::keep);
            if (behind && ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                behind = false;
                current().complete(null);
            }
        }
    }

    /** While the registry is away that is another exception, and all is read again. */
    private void keep(ConsumerRecord<byte[], byte[]> record) {
        try {
            keeper.read(record);
        } catch (SerializationException e) {
            // No service can read it either: its dead letters show it.
        }
    }

    private synchronized CompletableFuture<Void> current() {
        return caughtUp;
    }

    /** Those who ask from now on wait for the next try; the others are to be told. */
    private synchronized CompletableFuture<Void> restart() {
        CompletableFuture<Void> waiting = caughtUp;
        caughtUp = new CompletableFuture<>();
        return waiting;
    }

    /** True if nobody has asked for long; from then on it does not read. */
    private synchronized boolean over() {
        if (reading != Thread.currentThread()) {
            return true;
        }
        if (closed || System.nanoTime() - asked >= stay.toNanos()) {
            reading = null;
            caughtUp = new CompletableFuture<>();
            return true;
        }
        return false;
    }

    @Override
    public synchronized void close() {
        closed = true;
        caughtUp.completeExceptionally(new KafkaException("the service ends"));
    }
}
