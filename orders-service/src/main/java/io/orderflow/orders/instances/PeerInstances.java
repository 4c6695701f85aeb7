/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;

/**
 * The instances of this service and who of them has what, as the consumer group shared it out last. All of it is known
 * here: nothing blocks, and while nobody can tell (start, first rebalance) the answers are empty.
 */
public final class PeerInstances {

    private final Supplier<KafkaStreams> streams;
    private final String store;
    private final Supplier<Instance> me;
    private final Serializer<String> keys = new StringSerializer();

    /**
     * @param streams asked each time, as it may not be there at first
     * @param store the store of orders, which every instance with a part of them has
     * @param me the address that this instance tells the others
     */
    public PeerInstances(Supplier<KafkaStreams> streams, String store, Supplier<Instance> me) {
        this.streams = requireNonNull(streams, "streams");
        this.store = requireNonNull(store, "store");
        this.me = requireNonNull(me, "me");
    }

    /** This instance. */
    public Instance me() {
        return me.get();
    }

    /** All instances that answer for some of the orders, this one among them if it does; empty while nobody can tell. */
    public List<Instance> all() {
        return metadata().stream()
                .filter(instance -> instance.stateStoreNames().contains(store))
                .map(instance -> instance(instance.hostInfo()))
                .sorted(Comparator.comparing(Instance::toString))
                .toList();
    }

    /** Who has {@code orderId}, whether there is such an order or not; empty while nobody can tell. */
    public Optional<OrderLocation> of(String orderId) {
        return metadata(orderId)
                .map(found -> new OrderLocation(
                        found.partition(),
                        instance(found.activeHost()),
                        found.standbyHosts().stream()
                                .map(PeerInstances::instance)
                                .toList()));
    }

    /** How the work is shared out; equal as long as nothing has moved. */
    public Object assignment() {
        return Set.copyOf(metadata());
    }

    private Optional<KeyQueryMetadata> metadata(String orderId) {
        try {
            KeyQueryMetadata found = streams.get().queryMetadataForKey(store, orderId, keys);
            return found == null || found.equals(KeyQueryMetadata.NOT_AVAILABLE) || unknown(found.activeHost())
                    ? Optional.empty()
                    : Optional.of(found);
        } catch (IllegalStateException | InvalidStateStoreException e) { // not started, or stopping
            return Optional.empty();
        }
    }

    private Collection<StreamsMetadata> metadata() {
        try {
            return streams.get().metadataForAllStreamsClients().stream()
                    .filter(instance -> !unknown(instance.hostInfo()))
                    .toList();
        } catch (IllegalStateException | InvalidStateStoreException e) { // not started, or stopping
            return List.of();
        }
    }

    private static boolean unknown(HostInfo host) {
        return host.equals(HostInfo.unavailable());
    }

    private static Instance instance(HostInfo host) {
        return new Instance(host.host(), host.port());
    }
}
