/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.breaking;

import static java.util.Objects.requireNonNull;

import io.orderflow.client.ClientException;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what one program says to another a second time, as a sender does that has not heard that the first time was enough: every
 * command, verdict, payment and shipment. What the life cycle says itself, the orders, only it may write.
 */
final class Doubling implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Doubling.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final String AGAIN = "orderflow.demo.doubled";
    private static final byte[] YES = {1};

    private static final List<Topic<?, ?>> SAID =
            List.of(Topics.ORDER_COMMANDS, Topics.ORDER_VALIDATIONS, Topics.PAYMENTS, Topics.SHIPMENTS);

    private final Cluster cluster;
    private final AtomicLong doubled = new AtomicLong();
    private @Nullable Thread thread;

    /**
     * What the page shows.
     *
     * @param records written a second time so far
     */
    record Shown(boolean on, long records) {}

    Doubling(Cluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster");
    }

    synchronized Shown shown() {
        return new Shown(thread != null, doubled.get());
    }

    /** From now on, or no longer. */
    synchronized Shown set(boolean on) {
        if (on && thread == null) {
            Thread next = new Thread(this::run, "doubling");
            next.setDaemon(true);
            next.start();
            thread = next;
        } else if (!on) {
            close();
        }
        return shown();
    }

    private synchronized boolean isMine() {
        return Thread.currentThread() == thread;
    }

    /** Goes on after a fault: the broker may be away because somebody breaks that, too. */
    private void run() {
        while (isMine()) {
            try (Consumer<byte[], byte[]> consumer = cluster.consumer();
                    EventWriter writer = cluster.writer(SAID.toArray(Topic<?, ?>[]::new))) {
                List<TopicPartition> partitions = cluster.partitionsOf(SAID);
                consumer.assign(partitions);
                consumer.seekToEnd(partitions);
                while (isMine()) {
                    writeAgain(consumer.poll(POLL), writer);
                }
            } catch (KafkaException | ClientException e) {
                LOG.warn("nothing is doubled for the moment: {}", e.getMessage());
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void writeAgain(ConsumerRecords<byte[], byte[]> records, EventWriter writer) {
        long written = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (record.headers().lastHeader(AGAIN) == null) {
                ProducerRecord<byte[], byte[]> again = new ProducerRecord<>(
                        record.topic(), record.partition(), record.timestamp(), record.key(), record.value());
                record.headers().forEach(again.headers()::add);
                again.headers().add(AGAIN, YES);
                writer.write(again);
                written++;
            }
        }
        if (written > 0) {
            writer.flush();
            doubled.addAndGet(written);
        }
    }

    @Override
    public synchronized void close() {
        thread = null;
    }
}
