/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.view;

import io.orderflow.events.Order;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The view of this instance's partitions, by interactive query. The partition is asked for by number: a store that holds only
 * other partitions now must not say that there is no such order.
 */
public final class LocalView implements OrderView {

    private final Supplier<KafkaStreams> streams;
    private final String store;
    private final Serializer<String> keys = new StringSerializer();

    /** @param streams asked at each look, as it may not be there at first */
    public LocalView(Supplier<KafkaStreams> streams, String store) {
        this.streams = streams;
        this.store = store;
    }

    @Override
    public Look look(String orderId) {
        try {
            KeyQueryMetadata owner = streams.get().queryMetadataForKey(store, orderId, keys);
            if (owner == null || owner.equals(KeyQueryMetadata.NOT_AVAILABLE)) {
                return new Look.Unavailable("the service is starting or sharing out its work");
            }
            ReadOnlyKeyValueStore<String, Order> orders = streams.get()
                    .store(StoreQueryParameters.<ReadOnlyKeyValueStore<String, Order>>fromNameAndType(
                                    store, QueryableStoreTypes.keyValueStore())
                            .withPartition(owner.partition()));
            Order order = orders.get(orderId);
            return order == null ? new Look.Absent() : new Look.Found(order);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return new Look.Unavailable("the orders of this partition are being read in");
        }
    }
}
