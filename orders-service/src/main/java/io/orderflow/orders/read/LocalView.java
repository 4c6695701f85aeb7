/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.instances.OrderLocation;
import io.orderflow.orders.instances.PeerInstances;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The view of this instance's partitions, by interactive query. The partition is asked for by number: a store that holds only
 * other partitions now must not say that there is no such order.
 */
public final class LocalView implements OrderView {

    /** The store of orders that requests are answered from; the topic {@code orders} is its changelog. */
    public static final String STORE = "orders-view";

    private static final Logger LOG = LoggerFactory.getLogger(LocalView.class);
    private static final ViewLookup UNSETTLED =
            new ViewLookup.Unavailable("the service is starting or sharing out its work");
    private static final ViewLookup READ_IN =
            new ViewLookup.Unavailable("the orders of this partition are being read in");

    private final Supplier<KafkaStreams> streams;
    private final String store;
    private final PeerInstances peers;
    private final LongAdder unreadable = new LongAdder();

    /** @param streams asked at each look, as it may not be there at first */
    public LocalView(Supplier<KafkaStreams> streams, String store, PeerInstances peers) {
        this.streams = requireNonNull(streams, "streams");
        this.store = requireNonNull(store, "store");
        this.peers = requireNonNull(peers, "peers");
    }

    @Override
    public ViewLookup look(String orderId) {
        Optional<OrderLocation> where = peers.of(orderId);
        if (where.isEmpty()) {
            return UNSETTLED;
        }
        if (!where.get().owner().equals(peers.me())) {
            return new ViewLookup.Elsewhere();
        }
        return look(orderId, where.get().partition(), parameters());
    }

    @Override
    public ViewLookup lookAtCopy(String orderId) {
        return peers.of(orderId)
                .map(where -> look(orderId, where.partition(), parameters().enableStaleStores()))
                .orElse(UNSETTLED);
    }

    @Override
    public Object assignment() {
        return peers.assignment();
    }

    /** How often an order was asked for whose record cannot be read. */
    public long unreadable() {
        return unreadable.sum();
    }

    private ViewLookup look(
            String orderId, int partition, StoreQueryParameters<ReadOnlyKeyValueStore<String, Order>> parameters) {
        try {
            Order order =
                    streams.get().store(parameters.withPartition(partition)).get(orderId);
            return order == null ? new ViewLookup.Absent(partition) : new ViewLookup.Found(order, partition);
        } catch (SerializationException e) { // the store was read in from the topic as it is, good or bad
            unreadable.increment();
            LOG.warn("The record of order {} cannot be read and is taken for none: {}", orderId, e.getMessage());
            return new ViewLookup.Absent(partition);
        } catch (RetriableException e) {
            return new ViewLookup.Unavailable("the schema registry does not answer");
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return READ_IN;
        }
    }

    private StoreQueryParameters<ReadOnlyKeyValueStore<String, Order>> parameters() {
        return StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore());
    }
}
