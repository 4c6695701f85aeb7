/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import static java.util.Objects.requireNonNull;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.proof.CheckKeys;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;

/** The cluster that a command works on. */
public final class Cluster {

    private static final int BLOCK_MILLIS = 10_000;
    private static final int DELIVERY_MILLIS = 20_000;

    private final Map<String, String> properties;
    private final Clients clients;
    private final Optional<CheckKeys> keys;

    /** {@code properties} as Kafka's clients and the serdes take them. */
    public Cluster(Map<String, String> properties, Clients clients) {
        this(properties, clients, Optional.empty());
    }

    private Cluster(Map<String, String> properties, Clients clients, Optional<CheckKeys> keys) {
        this.properties = Map.copyOf(properties);
        this.clients = requireNonNull(clients, "clients");
        this.keys = requireNonNull(keys, "keys");
    }

    /** The same, where a verdict that these do not prove is as one that cannot be read. */
    public Cluster proving(Optional<CheckKeys> checkKeys) {
        return new Cluster(properties, clients, checkKeys);
    }

    public TopicAdmin admin() {
        return clients.admin(new HashMap<>(properties));
    }

    public AclAdmin acls() {
        return clients.acls(new HashMap<>(properties));
    }

    public EventSerdes serdes() {
        return clients.serdes(properties).proving(keys);
    }

    /** What the broker knows of {@code topics}; a {@link ClientException} if one is missing. */
    public Map<String, TopicState> require(Collection<? extends Topic<?, ?>> topics) {
        List<String> names = topics.stream().<String>map(Topic::name).toList();
        try (TopicAdmin admin = admin()) {
            Map<String, TopicState> states = admin.describe(names);
            List<String> missing =
                    names.stream().filter(name -> !states.containsKey(name)).toList();
            if (!missing.isEmpty()) {
                throw new ClientException(
                        Kind.AWAY,
                        "not on the broker: " + String.join(", ", missing)
                                + "; make the catalogue's topics with: orderflow topics create");
            }
            return states;
        }
    }

    /** All partitions of {@code topics}, which must be there. */
    public List<TopicPartition> partitionsOf(Collection<? extends Topic<?, ?>> topics) {
        return require(topics).entrySet().stream()
                .flatMap(topic -> partitions(topic.getKey(), topic.getValue()))
                .toList();
    }

    private static Stream<TopicPartition> partitions(String topic, TopicState state) {
        return IntStream.range(0, state.partitions().size())
                .mapToObj(partition -> new TopicPartition(topic, partition));
    }

    /** A reader of committed records, of no group: it leaves no trace on the cluster. */
    public Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(properties);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
        config.put(ConsumerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        return clients.consumer(config);
    }

    /** Everything that is in {@code topics} now. */
    public void readAll(
            Collection<? extends Topic<?, ?>> topics,
            java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> action) {
        List<TopicPartition> partitions = partitionsOf(topics);
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            new ReadToEnd(consumer).read(action);
        }
    }

    /** The newest value of each key of {@code topic}; what cannot be read is left out. */
    public <K extends Comparable<K>, V extends SpecificRecord> Map<K, V> table(Topic<K, V> topic) {
        Map<K, V> table = new TreeMap<>();
        var keys = topic.keySerde().deserializer();
        var values = serdes().valuesOf(topic).deserializer();
        readAll(List.of(topic), record -> {
            try {
                K key = keys.deserialize(topic.name(), record.key());
                V value = values.deserialize(topic.name(), record.value());
                if (key != null && value != null) {
                    table.put(key, value);
                } else if (key != null) {
                    table.remove(key);
                }
            } catch (SerializationException e) {
                // A record that no service can read either: tail shows it.
            }
        });
        return table;
    }

    /** Writes to topics that must be there, so that none is made by accident. */
    public EventWriter writer(Topic<?, ?>... topics) {
        require(List.of(topics));
        return new EventWriter(producer(Map.of()), serdes());
    }

    Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(properties);
        config.remove(ProducerConfig.TRANSACTIONAL_ID_CONFIG);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, BLOCK_MILLIS);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, BLOCK_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_MILLIS);
        config.put(ProducerConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        config.putAll(more);
        return clients.producer(config);
    }
}
