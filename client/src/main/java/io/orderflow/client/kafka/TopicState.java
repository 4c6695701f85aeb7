/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.TopicConfig;

/**
 * A topic as it is on the broker.
 *
 * @param config its settings, defaults included
 */
public record TopicState(List<PartitionState> partitions, Map<String, String> config) {

    /**
     * One partition.
     *
     * @param leader the node that answers for it; -1 if there is none
     */
    public record PartitionState(int partition, int leader, List<Integer> replicas, List<Integer> inSync) {

        public PartitionState {
            replicas = List.copyOf(replicas);
            inSync = List.copyOf(inSync);
        }
    }

    public TopicState {
        partitions = List.copyOf(partitions);
        config = Map.copyOf(config);
    }

    /** Its {@code cleanup.policy}, always in the same order. */
    public String cleanup() {
        return normal(config.getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE));
    }

    /** True if the cleaner removes records whose key was deleted. */
    public boolean isCompacted() {
        return cleanup().contains(TopicConfig.CLEANUP_POLICY_COMPACT);
    }

    /** Its {@code retention.ms}; -1 means for ever. */
    public long retentionMillis() {
        return Long.parseLong(config.getOrDefault(TopicConfig.RETENTION_MS_CONFIG, "-1"));
    }

    /** Its {@code max.compaction.lag.ms}: how long a record whose key was deleted may stay. */
    public long compactionLagMillis() {
        return Long.parseLong(
                config.getOrDefault(TopicConfig.MAX_COMPACTION_LAG_MS_CONFIG, Long.toString(Long.MAX_VALUE)));
    }

    /** True if the setting {@code name} is {@code value}, or means the same. */
    public boolean has(String name, String value) {
        return normal(config.getOrDefault(name, "")).equals(normal(value));
    }

    /** Copies of each partition. */
    public int replication() {
        return partitions.isEmpty() ? 0 : partitions.get(0).replicas().size();
    }

    /** The same for lists that differ in their order. */
    private static String normal(String value) {
        return String.join(",", new TreeSet<>(Set.of(value.split(",", -1))));
    }
}
