/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.state.HistoryEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The histories of this instance's partitions, by interactive query. */
public final class LocalHistories {

    private static final Logger LOG = LoggerFactory.getLogger(LocalHistories.class);

    private final Supplier<KafkaStreams> streams;
    private final String view;
    private final String history;

    /**
     * @param streams asked at each look, as it may not be there at first
     * @param view the store of the orders as they are
     * @param history the store of what happened to them
     */
    public LocalHistories(Supplier<KafkaStreams> streams, String view, String history) {
        this.streams = requireNonNull(streams, "streams");
        this.view = requireNonNull(view, "view");
        this.history = requireNonNull(history, "history");
    }

    /** What happened to the order; nothing where that cannot be read here now. Neither waits nor throws. */
    public Optional<OrderHistory> look(String orderId) {
        try {
            KeyQueryMetadata owner = streams.get().queryMetadataForKey(view, orderId, new StringSerializer());
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return Optional.empty();
            }
            Order order = this.<Order>store(view, owner.partition()).get(orderId);
            return Optional.ofNullable(order).map(known -> new OrderHistory(known, kept(orderId, owner.partition())));
        } catch (SerializationException // is no record of ours
                | RetriableException // the schema registry does not answer
                | InvalidStateStoreException // the partition is read in, or has left
                | IllegalStateException e) { // not started, or stopping
            LOG.debug("The history of {} cannot be read now", orderId, e);
            return Optional.empty();
        }
    }

    private List<HistoryEntry> kept(String orderId, int partition) {
        ReadOnlyKeyValueStore<String, HistoryEntry> store = store(history, partition);
        List<HistoryEntry> kept = new ArrayList<>();
        try (KeyValueIterator<String, HistoryEntry> all =
                store.prefixScan(HistoryKeys.prefix(orderId), new StringSerializer())) {
            all.forEachRemaining(entry -> kept.add(entry.value));
        }
        return kept;
    }

    private <V> ReadOnlyKeyValueStore<String, V> store(String name, int partition) {
        return streams.get()
                .store(StoreQueryParameters.<ReadOnlyKeyValueStore<String, V>>fromNameAndType(
                                name, QueryableStoreTypes.keyValueStore())
                        .withPartition(partition));
    }
}
