/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static java.util.Objects.requireNonNull;

import io.orderflow.schemas.PersonalData.Tag;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * One topic: what is in it, how long it stays, and who writes it (the <em>single writer principle</em>, chapter 11 of
 * <em>Designing Event-Driven Systems</em>).
 *
 * @param name as on the broker
 * @param keyType {@code String}, {@code Long} or {@code byte[]}
 * @param keyedBy what a key is, in words
 * @param valueType an Avro record of {@code io.orderflow.events}, or {@code byte[]} where anything may be found
 * @param cleanup what Kafka does with old records
 * @param retention how long a record stays unless {@code cleanup} is {@link Cleanup#COMPACT}
 * @param writer the one program, or outside system, that writes it
 */
public record Topic<K, V>(
        String name,
        Class<K> keyType,
        String keyedBy,
        Class<V> valueType,
        Cleanup cleanup,
        Duration retention,
        String writer) {

    /** What Kafka does with old records. */
    public enum Cleanup {
        /** Records go after the retention time. */
        DELETE,
        /** The newest record of each key stays for ever. */
        COMPACT,
        /** Records go after the retention time, and before that if their key is deleted: each has a key of its own. */
        COMPACT_DELETE;

        /** As the broker's {@code cleanup.policy} says it. */
        public String policy() {
            return switch (this) {
                case DELETE -> TopicConfig.CLEANUP_POLICY_DELETE;
                case COMPACT -> TopicConfig.CLEANUP_POLICY_COMPACT;
                case COMPACT_DELETE -> TopicConfig.CLEANUP_POLICY_COMPACT + "," + TopicConfig.CLEANUP_POLICY_DELETE;
            };
        }
    }

    /**
     * Checks it.
     *
     * @throws IllegalArgumentException if it may hold personal data and those could not be erased
     */
    public Topic {
        requireNonNull(name, "name");
        requireNonNull(keyType, "keyType");
        requireNonNull(keyedBy, "keyedBy");
        requireNonNull(valueType, "valueType");
        requireNonNull(cleanup, "cleanup");
        requireNonNull(retention, "retention");
        requireNonNull(writer, "writer");
        if (cleanup == Cleanup.DELETE && mayHoldPersonalData(valueType)) {
            throw new IllegalArgumentException(
                    name + ": personal data must be on a topic that is compacted, so that they can be erased by key");
        }
    }

    /** Whether there may be fields in it that are {@link Tag#PII}: by its schema, and always where anything may be found. */
    public boolean mayHoldPersonalData() {
        return mayHoldPersonalData(valueType);
    }

    /** Whether there may be anything in it that has to do with a customer, be it that it has one of their order's ids. */
    public boolean mayBeAboutACustomer() {
        return mayHold(valueType, Tag.PII, Tag.PSEUDONYM, Tag.ORDER_DATA, Tag.CLIENT_TEXT);
    }

    private static boolean mayHoldPersonalData(Class<?> valueType) {
        return mayHold(valueType, Tag.PII);
    }

    private static boolean mayHold(Class<?> valueType, Tag... tags) {
        return !SpecificRecord.class.isAssignableFrom(valueType)
                || Stream.of(tags)
                        .anyMatch(tag -> !PersonalData.fields(SpecificData.get().getSchema(valueType), tag)
                                .isEmpty());
    }

    /** How this topic's keys become bytes: Kafka's own serdes, so that any client can write them. */
    public Serde<K> keySerde() {
        return Serdes.serdeFrom(keyType);
    }

    /** What to ask a broker for. */
    public NewTopic newTopic(int partitions, short replicationFactor, Keeping keeping) {
        return new NewTopic(name, partitions, replicationFactor).configs(config(keeping));
    }

    /** The broker's settings for it. */
    public Map<String, String> config(Keeping keeping) {
        Map<String, String> config = new TreeMap<>();
        config.put(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup.policy());
        if (cleanup != Cleanup.COMPACT) {
            config.put(
                    TopicConfig.RETENTION_MS_CONFIG,
                    Long.toString(keeping.retention(this).toMillis()));
        }
        if (mayHoldPersonalData()) {
            config.put(
                    TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG,
                    Long.toString(keeping.erasure().toMillis()));
            config.put(TopicConfig.DELETE_RETENTION_MS_CONFIG, Long.toString(Keeping.OF_DELETIONS.toMillis()));
        }
        if (cleanup == Cleanup.COMPACT_DELETE) {
            // There is nothing to clean up but what was erased, and for that the lag sees.
            config.put(TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "1.0");
        }
        return config;
    }

    @Override
    public String toString() {
        return name;
    }
}
