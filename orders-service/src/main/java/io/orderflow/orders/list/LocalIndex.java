/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The index of this instance's partitions, by interactive query: a page looks at a bounded number of keys, whatever it finds. */
public final class LocalIndex implements OrderIndex {

    /** Of the orders of a customer in one state: those in other states are looked at too. */
    private static final int MOST_LOOKED_AT = 1_000;

    /** A page ends behind the order with which it gets longer than this, whatever its limit: not all orders are small. */
    private static final long MOST_CHARACTERS = 500_000;

    /** Of a line or a failure, its text not counted. */
    private static final long LINE_CHARACTERS = 50;

    private final Supplier<KafkaStreams> streams;
    private final String topic;
    private final String view;
    private final String index;

    /**
     * @param streams asked at each look, as it may not be there at first
     * @param topic that the orders come from
     * @param view the store of the orders as they are
     * @param index the store of the lists
     */
    public LocalIndex(Supplier<KafkaStreams> streams, String topic, String view, String index) {
        this.streams = requireNonNull(streams, "streams");
        this.topic = requireNonNull(topic, "topic");
        this.view = requireNonNull(view, "view");
        this.index = requireNonNull(index, "index");
    }

    @Override
    public Set<Integer> allPartitions() {
        try {
            return partitions(streams.get().metadataForAllStreamsClients().stream()
                    .flatMap(client -> client.topicPartitions().stream()));
        } catch (IllegalStateException | InvalidStateStoreException e) {
            return Set.of();
        }
    }

    @Override
    public PartialPage page(OrderFilter filter, Optional<ListPosition> after, int limit) {
        MergedLists lists = new MergedLists();
        try (lists) {
            for (int partition : localPartitions()) {
                open(lists, partition, filter, after);
            }
            return page(lists, filter, limit);
        } catch (InvalidStateStoreException // a partition left while it was read
                | IllegalStateException // not started, or stopping
                | RetriableException e) { // the schema registry does not answer
            return new PartialPage(List.of(), Set.of(), Optional.empty());
        }
    }

    private static PartialPage page(MergedLists lists, OrderFilter filter, int limit) {
        List<Order> found = new ArrayList<>();
        Optional<ListPosition> lookedTo = Optional.empty();
        int looked = 0;
        long characters = 0;
        while (lists.hasNext()) {
            if (found.size() == limit || looked == MOST_LOOKED_AT || characters > MOST_CHARACTERS) {
                return new PartialPage(found, lists.partitions(), lookedTo);
            }
            MergedLists.Place place = lists.next();
            looked++;
            lookedTo = Optional.of(place.position());
            Optional<Order> order = order(place).filter(filter::matches);
            if (order.isPresent()) {
                found.add(order.get());
                characters += characters(order.get());
            }
        }
        return new PartialPage(found, lists.partitions(), Optional.empty());
    }

    /** How long its JSON is, roughly. */
    private static long characters(Order order) {
        long lines = order.getLines().stream()
                .mapToLong(line -> LINE_CHARACTERS + line.getProduct().length())
                .sum();
        long failures = order.getFailures().stream()
                .mapToLong(failure -> LINE_CHARACTERS + failure.getReason().length())
                .sum();
        return LINE_CHARACTERS + lines + failures;
    }

    /** One that cannot be read is none: it hides no other. */
    private static Optional<Order> order(MergedLists.Place place) {
        try {
            return Optional.ofNullable(place.orders().get(place.position().orderId()));
        } catch (SerializationException e) {
            return Optional.empty();
        }
    }

    private void open(MergedLists lists, int partition, OrderFilter filter, Optional<ListPosition> after) {
        ReadOnlyKeyValueStore<String, Order> orders;
        ReadOnlyKeyValueStore<Bytes, byte[]> keys;
        try {
            orders = store(view, partition);
            keys = store(index, partition);
        } catch (InvalidStateStoreException e) { // not readable yet: the page's asker will see that it is missing
            return;
        }
        for (Bytes list : listsOf(filter)) {
            lists.add(partition, list, keys, orders, after);
        }
    }

    /**
     * All states' lists together are all orders. In the order of an order's life: one that moves on while the lists are opened
     * is then in one of them, or in both, but not in none.
     */
    private static List<Bytes> listsOf(OrderFilter filter) {
        if (filter.customerId().isPresent()) {
            return List.of(IndexKeys.customer(filter.customerId().get()));
        }
        return filter.state()
                .map(Stream::of)
                .orElseGet(() -> Stream.of(OrderState.values()))
                .map(IndexKeys::state)
                .toList();
    }

    private Set<Integer> localPartitions() {
        return partitions(streams.get().metadataForLocalThreads().stream()
                .flatMap(thread -> thread.activeTasks().stream())
                .flatMap(task -> task.topicPartitions().stream()));
    }

    private Set<Integer> partitions(Stream<TopicPartition> all) {
        return all.filter(partition -> partition.topic().equals(topic))
                .map(TopicPartition::partition)
                .collect(Collectors.toSet());
    }

    private <K, V> ReadOnlyKeyValueStore<K, V> store(String name, int partition) {
        return streams.get()
                .store(StoreQueryParameters.<ReadOnlyKeyValueStore<K, V>>fromNameAndType(
                                name, QueryableStoreTypes.keyValueStore())
                        .withPartition(partition));
    }
}
