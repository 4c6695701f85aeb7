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

/** As Kafka Streams' metadata tell: empty at start and until the first rebalance is over. */
public final class StreamsPeerInstances implements PeerInstances {

    private final Supplier<KafkaStreams> streams;
    private final String store;
    private final Supplier<Instance> me;
    private final Serializer<String> keys = new StringSerializer();

    /**
     * @param streams asked each time, as it may not be there at first
     * @param store the store of orders, which every instance with a part of them has
     * @param me the address that this instance tells the others
     */
    public StreamsPeerInstances(Supplier<KafkaStreams> streams, String store, Supplier<Instance> me) {
        this.streams = requireNonNull(streams, "streams");
        this.store = requireNonNull(store, "store");
        this.me = requireNonNull(me, "me");
    }

    @Override
    public Instance me() {
        return me.get();
    }

    @Override
    public List<Instance> all() {
        return metadata().stream()
                .filter(instance -> instance.stateStoreNames().contains(store))
                .map(instance -> instance(instance.hostInfo()))
                .sorted(Comparator.comparing(Instance::toString))
                .toList();
    }

    @Override
    public Optional<OrderLocation> of(String orderId) {
        return metadata(orderId)
                .map(found -> new OrderLocation(
                        found.partition(),
                        instance(found.activeHost()),
                        found.standbyHosts().stream().map(this::instance).toList()));
    }

    @Override
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

    private Instance instance(HostInfo host) {
        return me().other(host.host(), host.port());
    }
}
