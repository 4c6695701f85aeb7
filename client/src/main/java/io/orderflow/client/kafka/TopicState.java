/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import java.util.List;

/**
 * A topic as it is on the broker.
 *
 * @param cleanup its {@code cleanup.policy}
 * @param retentionMillis its {@code retention.ms}; -1 means for ever
 */
public record TopicState(List<PartitionState> partitions, String cleanup, long retentionMillis) {

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
    }

    /** Copies of each partition. */
    public int replication() {
        return partitions.isEmpty() ? 0 : partitions.get(0).replicas().size();
    }
}
