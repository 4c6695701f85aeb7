/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads stores of facts that wait for others, under keys such as {@code ORDER/FACT}: no order id holds a slash. What is found is
 * collected first, because what is iterated over must not change meanwhile.
 */
final class WaitingFacts {

    private WaitingFacts() {}

    static <V> List<KeyValue<String, V>> all(ReadOnlyKeyValueStore<String, V> store) {
        return collected(store.all());
    }

    /** Those of one order, in the order of their keys. */
    static <V> List<KeyValue<String, V>> of(String orderId, ReadOnlyKeyValueStore<String, V> store) {
        return collected(store.prefixScan(orderId + "/", new StringSerializer()));
    }

    private static <V> List<KeyValue<String, V>> collected(KeyValueIterator<String, V> found) {
        List<KeyValue<String, V>> all = new ArrayList<>();
        try (found) {
            found.forEachRemaining(all::add);
        }
        return all;
    }
}
