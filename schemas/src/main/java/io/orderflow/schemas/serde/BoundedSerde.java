/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.schemas.CloudEvents;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Records of one type, none larger than {@link RecordBounds#LARGEST_RECORD} when written, and none read that was set aside
 * ({@link DeadLetterHeaders#SET_ASIDE}), or whose times are centuries away. Records say in their headers what they are, if asked to
 * ({@link CloudEvents}). Another serde does the work.
 */
@SuppressWarnings("NullAway") // Kafka's contract: null is a tombstone
final class BoundedSerde<V extends SpecificRecord> implements Serde<V>, Serializer<V>, Deserializer<V> {

    private static final Instant EARLIEST = Instant.EPOCH;
    private static final Instant LATEST = Instant.parse("2200-01-01T00:00:00Z");
    private static final String CHANGELOG = "-changelog";
    private static final Set<String> PUBLISHED =
            Topics.all().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());

    private final Class<V> type;
    private final Serializer<SpecificRecord> writer;
    private final Deserializer<SpecificRecord> reader;
    private final boolean cloudEvents;

    /** {@code cloudEvents}: say in the headers of published records what they are. */
    BoundedSerde(Class<V> type, Serde<SpecificRecord> serde, boolean cloudEvents) {
        this.type = type;
        this.cloudEvents = cloudEvents;
        this.writer = serde.serializer();
        this.reader = serde.deserializer();
    }

    @Override
    public Serializer<V> serializer() {
        return this;
    }

    @Override
    public Deserializer<V> deserializer() {
        return this;
    }

    @Override
    public byte[] serialize(String topic, @Nullable V value) {
        return bounded(topic, value, 0);
    }

    @Override
    public byte[] serialize(String topic, Headers headers, @Nullable V value) {
        if (!topic.endsWith(CHANGELOG)) { // a store is not asked to change what the record at hand has
            describe(topic, headers, value);
        }
        long headerBytes = 0;
        for (Header header : headers) {
            headerBytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bounded(topic, value, headerBytes);
    }

    /** A record made from another one has that one's headers, and must not pass for it. */
    private void describe(String topic, Headers headers, @Nullable V value) {
        if (cloudEvents && value != null && PUBLISHED.contains(topic)) {
            CloudEvents.put(headers, topic, value);
        } else {
            CloudEvents.remove(headers);
        }
    }

    private byte[] bounded(String topic, @Nullable V value, long headerBytes) {
        byte[] bytes = writer.serialize(topic, value);
        long size = headerBytes + (bytes == null ? 0 : bytes.length);
        if (size > RecordBounds.LARGEST_RECORD) {
            throw new OversizeException(
                    "a %s of %s bytes, %s of them headers, is too large to be written to %s: at most %s"
                            .formatted(type.getSimpleName(), size, headerBytes, topic, RecordBounds.LARGEST_RECORD));
        }
        return bytes;
    }

    @Override
    public V deserialize(String topic, byte @Nullable [] bytes) {
        SpecificRecord value = reader.deserialize(topic, bytes);
        if (value != null && !type.isInstance(value)) {
            throw new SerializationException(topic + " holds " + type.getSimpleName() + " records, but this one is a "
                    + value.getSchema().getFullName());
        }
        if (value != null && PUBLISHED.contains(topic)) {
            requirePossibleTimes(value, value.getSchema().getName());
        }
        return type.cast(value);
    }

    /** Times centuries away are of another unit than the schema says; what is computed from them overflows. */
    private static void requirePossibleTimes(SpecificRecord record, String place) {
        for (Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            String name = place + "." + field.name();
            if (value instanceof Instant time && (time.isBefore(EARLIEST) || !time.isBefore(LATEST))) {
                throw new SerializationException(
                        "%s is %s, which cannot be: is it in milliseconds since 1970?".formatted(name, time));
            } else if (value instanceof SpecificRecord part) {
                requirePossibleTimes(part, name);
            } else if (value instanceof List<?> list) {
                list.forEach(element -> {
                    if (element instanceof SpecificRecord part) {
                        requirePossibleTimes(part, name);
                    }
                });
            }
        }
    }

    @Override
    public V deserialize(String topic, Headers headers, byte @Nullable [] bytes) {
        reasonToRefuse(headers).ifPresent(reason -> {
            throw new SerializationException(reason);
        });
        return deserialize(topic, bytes);
    }

    private static Optional<String> reasonToRefuse(Headers headers) {
        return Optional.ofNullable(headers.lastHeader(DeadLetterHeaders.SET_ASIDE))
                .map(header -> new String(header.value(), UTF_8));
    }

    /** Nothing to do: the serde that does the work is configured. */
    @Override
    public void configure(Map<String, ?> config, boolean isKey) {}

    /** Nothing to do: a topology may be started again. */
    @Override
    public void close() {}
}
