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
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The histories of this instance's partitions, by interactive query. */
public final class LocalHistories implements Histories {

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

    @Override
    public HistoryLookup look(String orderId) {
        try {
            KeyQueryMetadata owner = streams.get().queryMetadataForKey(view, orderId, new StringSerializer());
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new HistoryLookup.Unavailable("the service is starting or sharing out its work");
            }
            Order order = this.<Order>store(view, owner.partition()).get(orderId);
            return order == null
                    ? new HistoryLookup.Absent()
                    : new HistoryLookup.Found(new OrderHistory(order, kept(orderId, owner.partition())));
        } catch (SerializationException e) {
            return new HistoryLookup.Unavailable("its record cannot be read");
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return new HistoryLookup.Unavailable("the histories of this partition are being read in");
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
