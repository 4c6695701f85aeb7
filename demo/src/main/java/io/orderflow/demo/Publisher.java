/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.StartException;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;

/** Writes facts to topics, as the systems around the shop would: CRM, catalogue, warehouse. */
final class Publisher implements AutoCloseable {

    private final EventSerdes serdes;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<Topic<?, ?>, Serializer<? extends SpecificRecord>> serializers = new ConcurrentHashMap<>();
    private final AtomicReference<Exception> failure = new AtomicReference<>();

    Publisher(Map<String, String> kafka) {
        serdes = EventSerdes.from(kafka);
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of failures
    <K, V extends SpecificRecord> void send(Topic<K, V> topic, K key, V value) {
        @SuppressWarnings("unchecked") // filled two lines below only
        Serializer<V> values = (Serializer<V>)
                serializers.computeIfAbsent(topic, any -> serdes.valuesOf(topic).serializer());
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        producer.send(
                new ProducerRecord<>(topic.name(), keyBytes, values.serialize(topic.name(), value)), (ok, fault) -> {
                    if (fault != null) {
                        failure.compareAndSet(null, fault);
                    }
                });
    }

    /** Returns when all is written. */
    void flush() {
        producer.flush();
        Exception fault = failure.getAndSet(null);
        if (fault != null) {
            throw new StartException("cannot write to Kafka: " + fault.getMessage(), fault);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
