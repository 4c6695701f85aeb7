/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.events.EmailMessage;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
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

    private record Reader<V extends SpecificRecord>(Topic<String, V> topic, Deserializer<V> values, Consumer<V> to) {
        void read(ConsumerRecord<byte[], byte[]> record) {
            V value = values.deserialize(record.topic(), record.value());
            if (value != null) {
                to.accept(value);
            }
        }
    }

    private static final Logger LOG = LoggerFactory.getLogger(FlowFollower.class);
    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Map<String, Reader<?>> readers = new HashMap<>();
    private final Thread thread = new Thread(this::follow, "journal");

    FlowFollower(Map<String, String> kafka, Listener listener) {
        EventSerdes serdes = EventSerdes.from(kafka);
        add(serdes, Topics.ORDERS, listener::order);
        add(serdes, Topics.ORDER_VALIDATIONS, listener::verdict);
        add(serdes, Topics.EMAILS, listener::email);
        consumer = consumer(kafka);
    }

    /** Follows from now on: what is written after the return is told, what was written before is not. */
    void start() {
        List<TopicPartition> partitions = partitions(consumer, readers.keySet().stream());
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.setDaemon(true);
        thread.start();
    }

    /** Tells all orders that are in the topic now, each in its last state, and returns. */
    static Past past(Map<String, String> kafka) {
        Past past = new Past();
        Deserializer<Order> values =
                EventSerdes.from(kafka).valuesOf(Topics.ORDERS).deserializer();
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(kafka)) {
            List<TopicPartition> partitions = partitions(consumer, Stream.of(Topics.ORDERS.name()));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(POLL).forEach(record -> {
                    Order order = values.deserialize(record.topic(), record.value());
                    if (order != null) {
                        past.add(order);
                    }
                });
            }
        }
        return past;
    }

    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        properties.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Stream<String> topics) {
        return topics.flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
    }

    private <V extends SpecificRecord> void add(EventSerdes serdes, Topic<String, V> topic, Consumer<V> to) {
        readers.put(topic.name(), new Reader<>(topic, serdes.valuesOf(topic).deserializer(), to));
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
        Reader<?> reader = readers.get(record.topic());
        if (reader != null) {
            try {
                reader.read(record);
            } catch (RuntimeException e) {
                LOG.warn("the journal leaves out {}-{}@{}", record.topic(), record.partition(), record.offset(), e);
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
