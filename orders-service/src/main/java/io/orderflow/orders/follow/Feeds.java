/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Makes feeds of real topics. */
public final class Feeds {

    private static final Duration HEARTBEAT = Duration.ofSeconds(15);

    private Feeds() {}

    /**
     * A feed of {@code topic}.
     *
     * @param about what a reader may filter by
     * @param data what readers are told
     */
    public static <V extends SpecificRecord> Feed<byte[]> of(
            Topic<String, V> topic, Map<String, String> kafka, Function<V, String> about, Function<V, String> data) {
        Deserializer<V> values = EventSerdes.from(kafka).valuesOf(topic).deserializer();
        return new Feed<>(
                topic.name(),
                () -> new KafkaConsumer<>(
                        config(topic.name(), kafka), new StringDeserializer(), new ByteArrayDeserializer()),
                record -> read(values, record)
                        .map(value -> new FeedRecord(
                                record.partition(), record.offset(), about.apply(value), data.apply(value))),
                HEARTBEAT);
    }

    private static <V> Optional<V> read(Deserializer<V> values, ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(values.deserialize(record.topic(), record.value()));
        } catch (SerializationException e) { // the topology sends it to the dead letters
            return Optional.empty();
        }
    }

    private static Map<String, Object> config(String topic, Map<String, String> kafka) {
        Map<String, Object> config = new HashMap<>(kafka);
        config.put(ConsumerConfig.CLIENT_ID_CONFIG, "orders-service-feed-" + topic);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 10_000);
        return config;
    }
}
