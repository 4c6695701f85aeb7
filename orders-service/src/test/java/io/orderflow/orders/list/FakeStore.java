/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** A store in memory. */
public final class FakeStore<K, V> implements ReadOnlyKeyValueStore<K, V> {

    private final TreeMap<K, V> entries;
    private final Map<K, RuntimeException> faults = new HashMap<>();
    public int open;

    public FakeStore(Map<K, V> entries) {
        this.entries = new TreeMap<>(entries);
    }

    /** Reading {@code key} fails with {@code fault}. */
    public FakeStore<K, V> failing(K key, RuntimeException fault) {
        faults.put(key, fault);
        return this;
    }

    @Override
    public @Nullable V get(K key) {
        RuntimeException fault = faults.get(key);
        if (fault != null) {
            throw fault;
        }
        return entries.get(key);
    }

    @Override
    public <S extends Serializer<P>, P> KeyValueIterator<K, V> prefixScan(P prefix, S serializer) {
        TreeMap<K, V> found = new TreeMap<>(entries);
        found.keySet().removeIf(key -> !key.toString().startsWith(prefix.toString()));
        return new Entries(found);
    }

    @Override
    public KeyValueIterator<K, V> range(K from, K to) {
        return new Entries(entries.subMap(from, true, to, true));
    }

    @Override
    public KeyValueIterator<K, V> all() {
        return new Entries(entries);
    }

    @Override
    public long approximateNumEntries() {
        return entries.size();
    }

    private final class Entries implements KeyValueIterator<K, V> {

        private final Deque<Map.Entry<K, V>> rest;

        Entries(NavigableMap<K, V> entries) {
            rest = new ArrayDeque<>(entries.entrySet());
            open++;
        }

        @Override
        public boolean hasNext() {
            return !rest.isEmpty();
        }

        @Override
        public KeyValue<K, V> next() {
            Map.Entry<K, V> next = rest.remove();
            return KeyValue.pair(next.getKey(), next.getValue());
        }

        @Override
        public K peekNextKey() {
            return rest.element().getKey();
        }

        @Override
        public void close() {
            open--;
        }
    }
}
