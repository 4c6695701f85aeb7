/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import io.orderflow.orders.topic.CommittedReads;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
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
     * @param serdes what they cannot read, nobody is told
     * @param about what a reader may filter by
     * @param data what readers are told
     */
    public static <V extends SpecificRecord> Feed<byte[]> of(
            Topic<String, V> topic,
            Map<String, String> kafka,
            EventSerdes serdes,
            Function<V, String> about,
            Function<V, String> data) {
        Deserializer<V> values = serdes.valuesOf(topic).deserializer();
        return new Feed<>(
                topic.name(),
                () -> new KafkaConsumer<>(
                        CommittedReads.config(kafka, "orders-service-feed-" + topic.name()),
                        new StringDeserializer(),
                        new ByteArrayDeserializer()),
                record -> read(values, record)
                        .map(value -> new FeedRecord(
                                record.partition(), record.offset(), about.apply(value), data.apply(value))),
                HEARTBEAT);
    }

    private static <V> Optional<V> read(Deserializer<V> values, ConsumerRecord<String, byte[]> record) {
        try {
            return Optional.ofNullable(values.deserialize(record.topic(), record.headers(), record.value()));
        } catch (SerializationException e) { // the topology sends it to the dead letters
            return Optional.empty();
        }
    }
}
