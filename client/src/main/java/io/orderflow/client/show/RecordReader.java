/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.show;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.show.RecordView.Content;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.serde.EventSerdes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Makes sense of the bytes of any topic of the catalogue, and of others as far as they are JSON or text. A dead letter is read as what it
 * was in the topic that it comes from.
 */
public final class RecordReader {

    private final EventSerdes serdes;
    private final Map<String, Topic<?, ?>> catalogue = new HashMap<>();
    private final Set<String> letters = new HashSet<>();
    private final Map<String, Deserializer<? extends SpecificRecord>> values = new HashMap<>();

    public RecordReader(EventSerdes serdes) {
        this.serdes = serdes;
        Topics.all().forEach(topic -> catalogue.put(topic.name(), topic));
        Topics.SERVICES.forEach(
                service -> letters.add(Topics.deadLettersOf(service).name()));
    }

    public RecordView read(ConsumerRecord<byte[], byte[]> record) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(new SimpleImmutableEntry<>(header.key(), text(orNone(header.value()))));
        }
        String source = Optional.ofNullable(record.headers().lastHeader(DeadLetterHeaders.TOPIC))
                .map(header -> text(orNone(header.value())))
                .orElse(record.topic());
        Optional<Topic<?, ?>> topic = Optional.ofNullable(catalogue.get(source));
        return new RecordView(
                record.topic(),
                record.partition(),
                record.offset(),
                Instant.ofEpochMilli(record.timestamp()),
                Optional.ofNullable(keyAsFound(record)).map(key -> key(topic, key)),
                headers,
                catalogue.containsKey(record.topic())
                        ? content(topic, source, signature(record), record.value())
                        : foreign(record.topic(), record.value()));
    }

    /** That of the record which a dead letter was. */
    private byte @Nullable [] keyAsFound(ConsumerRecord<byte[], byte[]> record) {
        Header found = record.headers().lastHeader(DeadLetterHeaders.KEY);
        boolean isLetter = letters.contains(record.topic());
        return isLetter && found != null ? found.value() : record.key();
    }

    private static byte[] orNone(byte @Nullable [] bytes) {
        return bytes == null ? new byte[0] : bytes;
    }

    /** Unescaped: whoever prints it knows what for. */
    private static String text(byte[] bytes) {
        return Texts.text(bytes).orElseGet(() -> Texts.shown(bytes));
    }

    private static String key(Optional<Topic<?, ?>> topic, byte[] key) {
        if (topic.isPresent() && topic.get().keyType() == Long.class && key.length == Long.BYTES) {
            return String.valueOf(topic.get().keySerde().deserializer().deserialize("", key));
        }
        return text(key);
    }

    /** What else headers say of a dead letter is no reason not to read it. */
    private static Headers signature(ConsumerRecord<byte[], byte[]> record) {
        Headers signature = new RecordHeaders();
        record.headers().headers(CheckKey.HEADER).forEach(signature::add);
        return signature;
    }

    private static Content foreign(String topic, byte @Nullable [] value) {
        if (value == null) {
            return new Content.Tombstone();
        }
        return Texts.text(value)
                .<Content>map(text -> new Content.Foreign(json(text)))
                .orElseGet(() -> new Content.Unreadable(
                        ByteBuffer.wrap(value), topic + " is not of the catalogue, and this is no text"));
    }

    private static JsonNode json(String text) {
        try {
            return AvroJson.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            return AvroJson.MAPPER.getNodeFactory().textNode(text);
        }
    }

    private Content content(Optional<Topic<?, ?>> topic, String source, Headers headers, byte @Nullable [] value) {
        if (value == null) {
            return new Content.Tombstone();
        }
        Optional<Topic<?, ? extends SpecificRecord>> events = topic.flatMap(RecordReader::ofEvents);
        if (events.isEmpty()) {
            return new Content.Unreadable(ByteBuffer.wrap(value), source + " is not a topic of events");
        }
        try {
            return new Content.Event(values.computeIfAbsent(
                            source, name -> serdes.valuesOf(events.get()).deserializer())
                    .deserialize(source, headers, value));
        } catch (SerializationException e) {
            return new Content.Unreadable(ByteBuffer.wrap(value), Texts.printable(String.valueOf(e.getMessage())));
        }
    }

    @SuppressWarnings("unchecked") // a topic's type says what it holds
    private static Optional<Topic<?, ? extends SpecificRecord>> ofEvents(Topic<?, ?> topic) {
        return SpecificRecord.class.isAssignableFrom(topic.valueType())
                ? Optional.of((Topic<?, ? extends SpecificRecord>) topic)
                : Optional.empty();
    }
}
