/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.Serde;

/** Writes events; {@link #flush} returns once Kafka has all of them. Not for several threads. */
public final class EventWriter implements AutoCloseable {

    private final Producer<byte[], byte[]> producer;
    private final EventSerdes serdes;
    private final Map<String, Serde<?>> known = new HashMap<>();
    private final List<Future<RecordMetadata>> sent = new ArrayList<>();

    EventWriter(Producer<byte[], byte[]> producer, EventSerdes serdes) {
        this.producer = producer;
        this.serdes = serdes;
    }

    /** Sends one. */
    public <K, V extends SpecificRecord> void write(Topic<K, V> topic, K key, V value) {
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        byte[] valueBytes = serde(topic).serializer().serialize(topic.name(), value);
        write(new ProducerRecord<>(topic.name(), keyBytes, valueBytes));
    }

    /** Sends one as it is. */
    public void write(ProducerRecord<byte[], byte[]> record) {
        sent.add(producer.send(record));
    }

    /** Waits until Kafka has acknowledged all; where the last one went. */
    public RecordMetadata flush() {
        producer.flush();
        RecordMetadata last = new RecordMetadata(null, -1, -1, -1, -1, -1);
        try {
            for (Future<RecordMetadata> one : sent) {
                last = one.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
        sent.clear();
        return last;
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
