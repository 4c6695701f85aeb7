/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/** Writes events; {@link #flush} returns once Kafka has all of them. For several threads. */
public final class EventWriter implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final EventSerdes serdes;
    private final Map<String, Serde<?>> known = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private final AtomicReference<@Nullable RecordMetadata> last =
            new AtomicReference<>(new RecordMetadata(null, -1, -1, -1, -1, -1));

    EventWriter(Producer<byte[], byte[]> producer, EventSerdes serdes) {
        this.producer = producer;
        this.serdes = serdes;
    }

    /** Sends one. */
    public <K, V extends SpecificRecord> void write(Topic<K, V> topic, K key, V value) {
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        Headers headers = new RecordHeaders();
        byte[] valueBytes = serde(topic).serializer().serialize(topic.name(), headers, value);
        write(new ProducerRecord<>(topic.name(), null, keyBytes, valueBytes, headers));
    }

    /** Sends one as it is. */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback is told the same
    public void write(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (written, fault) -> {
            if (fault == null) {
                last.set(written);
            } else {
                failure.compareAndSet(null, fault);
            }
        });
    }

    /**
     * Waits until Kafka has acknowledged all.
     *
     * @throws KafkaException why the first that was not acknowledged was not
     */
    public void flush() {
        producer.flush();
        Exception fault = failure.getAndSet(null);
        if (fault != null) {
            throw fault instanceof KafkaException kafkas ? kafkas : new KafkaException(fault);
        }
    }

    /**
     * Where the record went that was acknowledged last.
     *
     * @throws IllegalStateException if none was yet
     */
    public RecordMetadata last() {
        RecordMetadata written = last.get();
        if (written == null) {
            throw new IllegalStateException("no record has been acknowledged");
        }
        return written;
    }

    @Override
    public void close() {
        producer.close();
    }

    @SuppressWarnings("unchecked") // put there for the topic's own type
    private <V extends SpecificRecord> Serde<V> serde(Topic<?, V> topic) {
        return (Serde<V>) known.computeIfAbsent(topic.name(), name -> serdes.valuesOf(topic));
    }
}
