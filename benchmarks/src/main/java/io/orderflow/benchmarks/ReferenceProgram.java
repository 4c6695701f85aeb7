/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.benchmarks.ReferenceHop.Write;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/**
 * What one service would be with Kafka's plain clients and no rules: reads, writes, and commits both in one transaction for each batch that it
 * was given, as soon as it has it.
 */
final class ReferenceProgram implements Runnable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final String name;
    private final List<ReferenceHop> hops;
    private final AtomicBoolean isOver;
    private final KafkaConsumer<Long, byte[]> consumer;
    private final KafkaProducer<Long, byte[]> producer;
    private final Map<Long, Map<Character, Integer>> seen = new HashMap<>();

    /** @param isOver when it is to end */
    ReferenceProgram(String bootstrapServers, String name, AtomicBoolean isOver) {
        this.name = name;
        this.hops = ReferenceHop.of(name);
        this.isOver = isOver;
        this.consumer = consumer(bootstrapServers, "reference-" + name);
        this.producer = producer(bootstrapServers, "reference-" + name);
    }

    static KafkaConsumer<Long, byte[]> consumer(String bootstrapServers, String group) {
        Properties properties = new Properties();
        properties.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        properties.put(ConsumerConfig.GROUP_ID_CONFIG, group);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return new KafkaConsumer<>(properties, new LongDeserializer(), new ByteArrayDeserializer());
    }

    static KafkaProducer<Long, byte[]> producer(String bootstrapServers, String transactionalId) {
        Properties properties = new Properties();
        properties.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        if (!transactionalId.isEmpty()) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, transactionalId);
        }
        properties.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        return new KafkaProducer<>(properties, new LongSerializer(), new ByteArraySerializer());
    }

    @Override
    public void run() {
        try (consumer;
                producer) {
            producer.initTransactions();
            consumer.subscribe(hops.stream().map(ReferenceHop::reads).distinct().toList());
            while (!isOver.get()) {
                ConsumerRecords<Long, byte[]> records = consumer.poll(POLL);
                if (!records.isEmpty()) {
                    answer(records);
                }
            }
        }
    }

    private void answer(ConsumerRecords<Long, byte[]> records) {
        producer.beginTransaction();
        Map<TopicPartition, OffsetAndMetadata> read = new HashMap<>();
        for (ConsumerRecord<Long, byte[]> record : records) {
            answer(record);
            read.put(
                    new TopicPartition(record.topic(), record.partition()), new OffsetAndMetadata(record.offset() + 1));
        }
        producer.sendOffsetsToTransaction(read, consumer.groupMetadata());
        producer.commitTransaction();
    }

    private void answer(ConsumerRecord<Long, byte[]> record) {
        char letter = (char) record.value()[0];
        int count = name.equals("life-cycle")
                ? seen.computeIfAbsent(record.key(), order -> new HashMap<>()).merge(letter, 1, Integer::sum)
                : 1;
        for (ReferenceHop hop : hops) {
            if (hop.reads().equals(record.topic())
                    && hop.letter() == letter
                    && (hop.times() == 1 || hop.times() == count)) {
                hop.writes().forEach(write -> send(record.key(), write));
            }
        }
        if (count == 3) {
            seen.remove(record.key());
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the commit fails if this does
    private void send(Long order, Write write) {
        producer.send(new ProducerRecord<>(write.topic(), order, value(write.letter(), write.bytes())));
    }

    static byte[] value(char letter, int bytes) {
        byte[] value = new byte[bytes];
        value[0] = (byte) letter;
        return value;
    }
}
