/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.AvroSerde;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees what global stores are given before they do. Their thread has neither a timestamp extractor nor a successor: it would
 * end, and the service with it, at a record without a time, or while the schema registry is away. So times are corrected here as
 * {@link RecordTime} does for all other records, and a record whose schema cannot be fetched is waited with until it can.
 * Made by the consumer, by class name.
 */
public final class GlobalRecords implements ConsumerInterceptor<byte[], byte[]> {

    private static final Logger LOG = LoggerFactory.getLogger(GlobalRecords.class);

    private final RecordTime times = new RecordTime();
    private final Map<TopicPartition, Long> newest = new HashMap<>();
    private final Set<String> withSchemas = new HashSet<>();
    private RegistryWaits waits = new RegistryWaits();
    private @Nullable Deserializer<SpecificRecord> reader;

    /** For use by class name; {@link #configure} follows. */
    public GlobalRecords() {
        Topics.all().stream()
                .filter(topic -> SpecificRecord.class.isAssignableFrom(topic.valueType()))
                .forEach(topic -> withSchemas.add(topic.name()));
    }

    GlobalRecords(Deserializer<SpecificRecord> reader) {
        this();
        this.reader = reader;
    }

    @Override
    public void configure(Map<String, ?> config) {
        times.configure(config);
        waits = RegistryWaits.of(config);
        if (reader == null && config.containsKey(AvroSerde.URL)) {
            reader = EventSerdes.from(config).of(SpecificRecord.class).deserializer();
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> all = new HashMap<>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> some = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : records.records(partition)) {
                some.add(withTime(record, partition));
                waitForSchema(record);
            }
            all.put(partition, some);
        }
        return new ConsumerRecords<>(all, records.nextOffsets());
    }

    private ConsumerRecord<byte[], byte[]> withTime(ConsumerRecord<byte[], byte[]> record, TopicPartition partition) {
        long time = times.timeOf(record, newest.getOrDefault(partition, -1L));
        newest.merge(partition, time, Math::max);
        return time == record.timestamp()
                ? record
                : new ConsumerRecord<>(
                        record.topic(),
                        record.partition(),
                        record.offset(),
                        time,
                        record.timestampType(),
                        record.serializedKeySize(),
                        record.serializedValueSize(),
                        record.key(),
                        record.value(),
                        record.headers(),
                        record.leaderEpoch());
    }

    /** Returns at once if the record's schema is known. */
    private void waitForSchema(ConsumerRecord<byte[], byte[]> record) {
        if (reader == null || record.value() == null || !withSchemas.contains(record.topic())) {
            return;
        }
        boolean told = false;
        while (true) {
            try {
                reader.deserialize(record.topic(), record.value());
                break;
            } catch (RetriableException e) {
                String place = "%s-%s@%s".formatted(record.topic(), record.partition(), record.offset());
                if (!told) {
                    LOG.warn("{} waits: {}", place, e.getMessage());
                    told = true;
                }
                if (!waits.pause(place + " waits: " + e.getMessage())) {
                    // Unread and untold: had it been left out, the store would be taken for complete without it.
                    return;
                }
            } catch (SerializationException e) {
                break; // whoever reads it for good says so
            }
        }
        waits.over();
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

    @Override
    public void close() {}
}
