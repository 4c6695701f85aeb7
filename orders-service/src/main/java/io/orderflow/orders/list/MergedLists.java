/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import io.orderflow.events.Order;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.jspecify.annotations.Nullable;

/** Several lists read as one, the newest first, each place once. */
final class MergedLists implements AutoCloseable {

    /** Where a list has an order, and the store that has the order itself. */
    record Place(ListPosition position, ReadOnlyKeyValueStore<String, Order> orders) {}

    private record Source(
            Bytes list, KeyValueIterator<Bytes, byte[]> keys, ReadOnlyKeyValueStore<String, Order> orders) {

        ListPosition head() {
            return IndexKeys.position(list, keys.peekNextKey());
        }
    }

    private final List<Source> all = new ArrayList<>();
    private final Set<Integer> partitions = new HashSet<>();
    private final PriorityQueue<Source> heads = new PriorityQueue<>(Comparator.comparing(Source::head));
    private @Nullable ListPosition last;

    /** Adds a list of one partition, from behind {@code after}. */
    void add(
            int partition,
            Bytes list,
            ReadOnlyKeyValueStore<Bytes, byte[]> index,
            ReadOnlyKeyValueStore<String, Order> orders,
            Optional<ListPosition> after) {
        Bytes from = after.map(position -> IndexKeys.behind(list, position)).orElse(list);
        Source source = new Source(list, index.range(from, IndexKeys.end(list)), orders);
        all.add(source);
        partitions.add(partition);
        offer(source);
    }

    Set<Integer> partitions() {
        return partitions;
    }

    boolean hasNext() {
        while (!heads.isEmpty() && heads.element().head().equals(last)) { // moved from list to list just now
            step(heads.remove());
        }
        return !heads.isEmpty();
    }

    Place next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Source source = heads.remove();
        ListPosition position = source.head();
        step(source);
        last = position;
        return new Place(position, source.orders());
    }

    private void step(Source source) {
        source.keys().next();
        offer(source);
    }

    private void offer(Source source) {
        if (source.keys().hasNext()) {
            heads.add(source);
        }
    }

    @Override
    public void close() {
        all.forEach(source -> source.keys().close());
    }
}
