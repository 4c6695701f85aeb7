/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyQueryMetadata;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.TaskMetadata;
import org.apache.kafka.streams.ThreadMetadata;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.internals.TaskMetadataImpl;
import org.apache.kafka.streams.processor.internals.ThreadMetadataImpl;
import org.apache.kafka.streams.state.HostInfo;

/** Kafka Streams that was not started: who has what, and what is in the stores, a test says. */
public final class FakeStreams extends KafkaStreams {

    private final Map<String, KeyQueryMetadata> owners = new HashMap<>();
    private final List<StreamsMetadata> clients = new ArrayList<>();
    private final Map<String, Object> stores = new HashMap<>();
    private final Set<TopicPartition> local = new HashSet<>();
    public boolean stopped;
    public boolean askedForStaleStores;

    public FakeStreams() {
        super(new Topology().addSource("read", "orders"), properties());
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "fake");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:1");
        return properties;
    }

    public void owns(HostInfo owner, String key, int partition, HostInfo... standbys) {
        owners.put(key, new KeyQueryMetadata(owner, Set.of(standbys), partition));
    }

    public void client(HostInfo host, Set<String> storeNames, TopicPartition... partitions) {
        clients.add(new Client(host, storeNames, Set.of(partitions)));
    }

    /** {@code content} is a store, or what asking for it throws. */
    public void has(String store, int partition, Object content) {
        stores.put(store + partition, content);
    }

    /** What {@link #has} said. */
    public Object content(String store, int partition) {
        return requireNonNull(stores.get(store + partition));
    }

    @Override
    public <K> KeyQueryMetadata queryMetadataForKey(String store, K key, Serializer<K> serializer) {
        running();
        return owners.getOrDefault(String.valueOf(key), KeyQueryMetadata.NOT_AVAILABLE);
    }

    @Override
    public Collection<StreamsMetadata> metadataForAllStreamsClients() {
        running();
        return clients;
    }

    /** This instance reads these partitions. */
    public void reads(TopicPartition... partitions) {
        local.addAll(Set.of(partitions));
    }

    @Override
    public Set<ThreadMetadata> metadataForLocalThreads() {
        running();
        TaskMetadata task =
                new TaskMetadataImpl(new TaskId(0, 0), Set.copyOf(local), Map.of(), Map.of(), Optional.empty());
        return Set.of(new ThreadMetadataImpl("thread", "RUNNING", "", "", "", "", Set.of(task), Set.of()));
    }

    @Override
    @SuppressWarnings("unchecked") // as in Streams: the query type is the caller's word
    public <T> T store(StoreQueryParameters<T> parameters) {
        running();
        askedForStaleStores = parameters.staleStoresEnabled();
        Object store = stores.get(parameters.storeName() + parameters.partition());
        if (store instanceof RuntimeException failure) {
            throw failure;
        }
        if (store == null) {
            throw new InvalidStateStoreException("no such store here");
        }
        return (T) store;
    }

    private void running() {
        if (stopped) {
            throw new IllegalStateException("KafkaStreams is not running");
        }
    }

    private record Client(HostInfo hostInfo, Set<String> stateStoreNames, Set<TopicPartition> topicPartitions)
            implements StreamsMetadata {

        @Override
        public Set<TopicPartition> standbyTopicPartitions() {
            return Set.of();
        }

        @Override
        public Set<String> standbyStateStoreNames() {
            return Set.of();
        }

        @Override
        public String host() {
            return hostInfo.host();
        }

        @Override
        public int port() {
            return hostInfo.port();
        }
    }
}
