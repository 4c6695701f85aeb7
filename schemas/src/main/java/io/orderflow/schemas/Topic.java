/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
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
 * @param valueType an Avro record of {@code io.orderflow.events}, or {@code byte[]} where anything may be found
 * @param cleanup what Kafka does with old records
 * @param retention how long a record stays where {@code cleanup} is {@link Cleanup#DELETE}
 * @param writer the one program, or outside system, that writes it
 */
public record Topic<K, V>(
        String name, Class<K> keyType, Class<V> valueType, Cleanup cleanup, Duration retention, String writer) {

    /** What Kafka does with old records. */
    public enum Cleanup {
        /** Records go after the retention time. */
        DELETE,
        /** The newest record of each key stays for ever. */
        COMPACT
    }

    public Topic {
        requireNonNull(name, "name");
        requireNonNull(keyType, "keyType");
        requireNonNull(valueType, "valueType");
        requireNonNull(cleanup, "cleanup");
        requireNonNull(retention, "retention");
        requireNonNull(writer, "writer");
    }

    /** How this topic's keys become bytes: Kafka's own serdes, so that any client can write them. */
    public Serde<K> keySerde() {
        return Serdes.serdeFrom(keyType);
    }

    /** What to ask a broker for. */
    public NewTopic newTopic(int partitions, short replicationFactor) {
        Map<String, String> config = new HashMap<>();
        if (cleanup == Cleanup.COMPACT) {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT);
        } else {
            config.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            config.put(TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()));
        }
        return new NewTopic(name, partitions, replicationFactor).configs(config);
    }

    @Override
    public String toString() {
        return name;
    }
}
