/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the topics that tell an order's story, from now on and only what is committed, as any outside reader could. Belongs
 * to no consumer group and keeps no position.
 */
final class FlowFollower implements AutoCloseable {

    /** Who wants to hear it; called on the follower's thread. */
    interface Listener {
        void order(Order order);

        void verdict(OrderValidation verdict);

        void email(EmailMessage email);
    }

    private static final Logger LOG = LoggerFactory.getLogger(FlowFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private static final List<Topic<?, ?>> TOPICS = List.of(Topics.ORDERS, Topics.ORDER_VALIDATIONS, Topics.EMAILS);

    private final Cluster cluster;
    private final Listener listener;
    private final Consumer<byte[], byte[]> consumer;
    private final RecordReader reader;
    private final Thread thread = new Thread(this::follow, "journal");

    FlowFollower(Cluster cluster, Listener listener) {
        this.cluster = cluster;
        this.listener = listener;
        this.consumer = cluster.consumer();
        this.reader = new RecordReader(cluster.serdes());
    }

    /** Follows from now on: what is written after the return is told, what was written before is not. */
    void start() {
        List<TopicPartition> partitions = cluster.partitionsOf(TOPICS);
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    private void follow() {
        try (consumer) {
            while (true) {
                try {
                    consumer.poll(POLL).forEach(this::tell);
                } catch (WakeupException e) {
                    return;
                } catch (KafkaException e) {
                    LOG.warn("the journal cannot read for the moment", e);
                }
            }
        }
    }

    private void tell(ConsumerRecord<byte[], byte[]> record) {
        try {
            tell(reader.read(record).content());
        } catch (RuntimeException e) {
            LOG.warn("the journal leaves out {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
        }
    }

    private void tell(Content content) {
        if (content instanceof Content.Unreadable unreadable) {
            throw new IllegalArgumentException(unreadable.why());
        }
        if (content instanceof Content.Event found) {
            if (found.event() instanceof Order order) {
                listener.order(order);
            } else if (found.event() instanceof OrderValidation verdict) {
                listener.verdict(verdict);
            } else if (found.event() instanceof EmailMessage email) {
                listener.email(email);
            }
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        if (thread.getState() == Thread.State.NEW) {
            consumer.close();
            return;
        }
        try {
            thread.join(2_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
