/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.schemas.FactKeys;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.jspecify.annotations.Nullable;

/**
 * Facts with keys of their own ({@link FactKeys}) lie where the order that they are about does: in the partition that Kafka's
 * clients choose for a record with the order's id as its key. So news of one order keep their order.
 */
final class ByOrder<V> implements StreamPartitioner<String, V> {

    @Override
    public Optional<Set<Integer>> partitions(String topic, String key, @Nullable V value, int partitions) {
        int hash = Utils.murmur2(FactKeys.thing(key).getBytes(UTF_8));
        return Optional.of(Set.of(Utils.toPositive(hash) % partitions));
    }
}
