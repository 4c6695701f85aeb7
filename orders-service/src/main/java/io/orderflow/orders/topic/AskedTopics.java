/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.topic;

import io.orderflow.schemas.Topic;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/** Makes readings of real topics. */
public final class AskedTopics {

    private final Map<String, String> kafka;

    /** @param kafka how broker and registry are reached */
    public AskedTopics(Map<String, String> kafka) {
        this.kafka = Map.copyOf(kafka);
    }

    /** A reading of {@code topic} by {@code keeper}. */
    public AskedReading reading(Topic<?, ?> topic, AskedReading.Beginning beginning, AskedReading.Keeper keeper) {
        Map<String, Object> config = CommittedReads.config(kafka, "orders-service-look-" + topic.name());
        return new AskedReading(
                topic.name(),
                () -> new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer()),
                beginning,
                keeper);
    }

    /** The newest value of each key of {@code topic}, as {@code row}, of the first {@code most} keys. */
    public <K extends Comparable<K>, V extends SpecificRecord, R> TopicTable<K, R> table(
            Topic<K, V> topic, int most, Function<V, R> row) {
        Deserializer<K> keys = topic.keySerde().deserializer();
        Deserializer<V> values = values(topic);
        return new TopicTable<>(
                record -> keys.deserialize(record.topic(), record.key()),
                record -> Optional.ofNullable(values.deserialize(record.topic(), record.value()))
                        .map(row),
                most,
                keeper -> reading(topic, AskedTopics::beginning, keeper));
    }

    /** How the values of {@code topic} are read. */
    public <V extends SpecificRecord> Deserializer<V> values(Topic<?, V> topic) {
        return EventSerdes.from(kafka).valuesOf(topic).deserializer();
    }

    private static boolean beginning(Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions) {
        consumer.seekToBeginning(partitions);
        return true;
    }

    /** At what was written {@code ago}, or later if more than {@code most} records of a partition have been written since. */
    public static AskedReading.Beginning since(Duration ago, long most, Clock clock) {
        return (consumer, partitions) -> {
            long time = clock.instant().minus(ago).toEpochMilli();
            Map<TopicPartition, Long> times =
                    partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> time));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            boolean whole = true;
            for (TopicPartition partition : partitions) {
                long end = ends.getOrDefault(partition, 0L);
                OffsetAndTimestamp first = found.get(partition); // none if nothing has been written since
                long wanted = first == null ? end : first.offset();
                consumer.seek(partition, Math.max(wanted, end - most));
                whole &= wanted >= end - most;
            }
            return whole;
        };
    }
}
