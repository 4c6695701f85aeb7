/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.kafka.RealClients;
import io.orderflow.common.config.Settings;
import io.orderflow.embedded.BrokerSecurity;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.EmbeddedMail;
import io.orderflow.embedded.EmbeddedRegistry;
import io.orderflow.embedded.Ports;
import io.orderflow.embedded.services.AllServices;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.log.AuditedLog;
import io.orderflow.tools.log.AuditedLog.Terms;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * A broker, a registry, a mail server and all five services, in this process, on ports of their own. Broker and registry
 * may also be elsewhere; the broker may ask who comes.
 */
final class WholeSystem implements AutoCloseable {

    /** Longer than anything takes on a busy machine: reached only when something is broken. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int PARTITIONS = 2;

    private final Optional<EmbeddedKafka> kafka;
    private final Optional<EmbeddedRegistry> registry;
    private final Function<String, Map<String, ?>> users;
    private final String registryAddress;
    private final EmbeddedMail mail = new EmbeddedMail(0, 0);
    private final Path stateDir;
    private final int restPort = Ports.anyFree();
    private Optional<AllServices> services = Optional.empty();

    /** Everything but the services, with the catalogue's topics. */
    WholeSystem(Path stateDir) {
        this(stateDir, EmbeddedKafka.temporary(), EmbeddedRegistry.inMemory(0));
        createTopics();
    }

    /** The same, on another broker. */
    WholeSystem(Path stateDir, String bootstrapServers) {
        this(stateDir, Optional.empty(), Optional.of(EmbeddedRegistry.inMemory(0)), anybody(bootstrapServers), "");
        createTopics();
    }

    /** The same, on another broker and with another registry. */
    WholeSystem(Path stateDir, String bootstrapServers, String registryAddress) {
        this(stateDir, Optional.empty(), Optional.empty(), anybody(bootstrapServers), registryAddress);
        createTopics();
    }

    /** All of it, with whatever an earlier one has left in {@code folder}, and leaving it there. */
    static WholeSystem keptIn(Path folder) {
        WholeSystem system = new WholeSystem(
                folder.resolve("state"),
                EmbeddedKafka.in(folder.resolve("kafka"), 0),
                EmbeddedRegistry.keptIn(folder.resolve("schemas.json"), 0));
        system.createTopics();
        return system;
    }

    /**
     * On a broker that asks who comes, without topics. Each service comes as the user of its name, everything else as the
     * {@linkplain BrokerSecurity#ADMIN administrator} unless it says otherwise.
     */
    static WholeSystem secured(Path stateDir, BrokerSecurity security) {
        EmbeddedKafka kafka = EmbeddedKafka.temporary(security);
        return new WholeSystem(
                stateDir, Optional.of(kafka), Optional.of(EmbeddedRegistry.inMemory(0)), kafka::client, "");
    }

    private WholeSystem(Path stateDir, EmbeddedKafka kafka, EmbeddedRegistry registry) {
        this(stateDir, Optional.of(kafka), Optional.of(registry), anybody(kafka.bootstrapServers()), "");
    }

    private WholeSystem(
            Path stateDir,
            Optional<EmbeddedKafka> kafka,
            Optional<EmbeddedRegistry> registry,
            Function<String, Map<String, ?>> users,
            String registryAddress) {
        this.stateDir = stateDir;
        this.kafka = kafka;
        this.registry = registry;
        this.users = users;
        this.registryAddress = registry.map(ours -> ours.address().toString()).orElse(registryAddress);
    }

    private static Function<String, Map<String, ?>> anybody(String bootstrapServers) {
        return user -> Map.of("bootstrap.servers", bootstrapServers);
    }

    private void createTopics() {
        createTopics(BrokerSecurity.ADMIN);
    }

    /** Makes the catalogue's topics, as that user. */
    void createTopics(String user) {
        EmbeddedKafka.createTopics(clientProperties(user), Topics.create(PARTITIONS, (short) 1));
    }

    void startServices() {
        startServices(Map.of());
    }

    /** Returns when all are ready, with {@code more} settings than they need. */
    void startServices(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("state.dir", stateDir.toString());
        all.put("orders.client.unbounded", "127.0.0.1,::1"); // all that tests ask comes from one address
        all.put("schema.registry", registryAddress);
        all.put("port", Integer.toString(restPort));
        all.put("smtp.port", Integer.toString(mail.smtpPort()));
        AllServices starting = new AllServices(
                (service, declared) -> {
                    Map<String, String> its = new HashMap<>(clientProperties(service));
                    its.putAll(all);
                    return Settings.of(its, declared);
                },
                Optional.empty());
        services = Optional.of(starting);
        starting.start();
        try {
            starting.awaitReady(PATIENCE, new CountDownLatch(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    void stopServices() {
        services.ifPresent(AllServices::close);
        services = Optional.empty();
    }

    OrdersClient orders() {
        return new OrdersClient(ordersAddress());
    }

    /** Where the orders service is asked. */
    String ordersAddress() {
        return "http://localhost:" + restPort;
    }

    /** The orders of whom this token is for. */
    OrdersClient orders(String token) {
        return new OrdersClient(ordersAddress(), token);
    }

    EmbeddedMail mail() {
        return mail;
    }

    /** Properties with which a client finds broker and registry. */
    Map<String, String> clientProperties() {
        return clientProperties(BrokerSecurity.ADMIN);
    }

    /** The same, for that user. */
    Map<String, String> clientProperties(String user) {
        Map<String, String> properties = new HashMap<>();
        users.apply(user).forEach((name, value) -> properties.put(name, String.valueOf(value)));
        properties.put("schema.registry.url", registryAddress);
        return properties;
    }

    /** What `orderflow audit --settled` says of the whole log: no service's code has a part in it. */
    Report audit() {
        try (AuditedLog log = new AuditedLog(cluster(), Terms.usual(), percent -> {})) {
            return log.settled(PATIENCE);
        }
    }

    String registryAddress() {
        return registryAddress;
    }

    /** Writes a record as its outside system would, and waits for the acknowledgement. */
    <K, V extends SpecificRecord> void send(Topic<K, V> topic, K key, V value) {
        try (EventWriter writer = cluster().writer(topic)) {
            writer.write(topic, key, value);
            writer.flush();
        }
    }

    /** Writes a record to each partition of a topic that is in no catalogue, such as a changelog. */
    void sendToEachPartition(String topic, String key, SpecificRecord value) {
        byte[] valueBytes = cluster()
                .serdes()
                .<SpecificRecord>of(valueClass(value))
                .serializer()
                .serialize(topic, value);
        try (EventWriter writer = cluster().writer()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                writer.write(new ProducerRecord<>(topic, partition, key.getBytes(UTF_8), valueBytes));
            }
            writer.flush();
        }
    }

    @SuppressWarnings("unchecked") // a value's class is a class of such values
    private static <V> Class<V> valueClass(V value) {
        return (Class<V>) value.getClass();
    }

    /** Makes a topic that is in no catalogue. */
    void createTopic(String name) {
        EmbeddedKafka.createTopics(clientProperties(), List.of(new NewTopic(name, PARTITIONS, (short) 1)));
    }

    /** Writes bytes that need not be a record of ours. */
    <K> void sendBytes(Topic<K, ?> topic, K key, byte[] value) {
        byte[] keyBytes = topic.keySerde().serializer().serialize(topic.name(), key);
        try (EventWriter writer = cluster().writer(topic)) {
            writer.write(new ProducerRecord<>(topic.name(), keyBytes, value));
            writer.flush();
        }
    }

    /** The bytes that {@code value} is on {@code topic}. */
    <V extends SpecificRecord> byte[] bytesOf(Topic<?, V> topic, V value) {
        return cluster().serdes().valuesOf(topic).serializer().serialize(topic.name(), value);
    }

    /** Everything committed to {@code topic} so far that can be read. */
    <K, V extends SpecificRecord> List<V> committed(Topic<K, V> topic) {
        Deserializer<V> deserializer = cluster().serdes().valuesOf(topic).deserializer();
        List<V> values = new ArrayList<>();
        cluster().readAll(List.of(topic), record -> {
            try {
                values.add(deserializer.deserialize(topic.name(), record.value()));
            } catch (SerializationException unreadable) {
                // left out
            }
        });
        return values;
    }

    /** What the header of that name says, of each record committed to {@code topic} that has it. */
    List<String> headers(Topic<?, ?> topic, String name) {
        List<String> texts = new ArrayList<>();
        cluster()
                .readAll(
                        List.of(topic),
                        record -> record.headers()
                                .headers(name)
                                .forEach(header -> texts.add(new String(header.value(), UTF_8))));
        return texts;
    }

    /** How many records {@code topic} holds, of whatever kind. */
    long count(Topic<?, ?> topic) {
        try (Consumer<byte[], byte[]> consumer = cluster().consumer()) {
            return consumer.endOffsets(cluster().partitionsOf(List.of(topic))).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    /** Has the topic keep its records for ever. */
    void neverForget(Topic<?, ?> topic) {
        alter(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), TopicConfig.RETENTION_MS_CONFIG, "-1");
    }

    /** Has the cleaner of the log look for work all the time, and the files that it has replaced go at once. */
    void cleanEagerly(Collection<? extends Topic<?, ?>> topics) {
        alter(new ConfigResource(ConfigResource.Type.BROKER, ""), "log.cleaner.backoff.ms", "100");
        topics.forEach(topic -> alter(
                new ConfigResource(ConfigResource.Type.TOPIC, topic.name()),
                TopicConfig.FILE_DELETE_DELAY_MS_CONFIG,
                "0"));
    }

    private void alter(ConfigResource resource, String setting, String value) {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(new HashMap<String, Object>(clientProperties()))) {
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    void deleteTopic(Topic<?, ?> topic) {
        try (Admin admin = Admin.create(new HashMap<String, Object>(clientProperties()))) {
            admin.deleteTopics(List.of(topic.name()))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }

    /** How many members of a consumer group have a partition of {@code topic}; none while they share them out. */
    long membersOf(String group, Topic<?, ?> topic) {
        try (Admin admin = Admin.create(new HashMap<String, Object>(clientProperties()))) {
            return admin
                    .describeConsumerGroups(List.of(group))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join()
                    .values()
                    .stream()
                    .filter(found -> found.groupState() == GroupState.STABLE)
                    .flatMap(found -> found.members().stream())
                    .filter(member -> member.assignment().topicPartitions().stream()
                            .anyMatch(partition -> partition.topic().equals(topic.name())))
                    .count();
        }
    }

    /** The broker of this system's own goes away, and comes back with what it had. */
    void withoutBroker(Runnable meanwhile) {
        EmbeddedKafka broker = kafka.orElseThrow();
        broker.stop();
        try {
            meanwhile.run();
        } finally {
            broker.start();
        }
    }

    private Cluster cluster() {
        return cluster(BrokerSecurity.ADMIN);
    }

    /** The cluster as that user reaches it. */
    Cluster cluster(String user) {
        return new Cluster(clientProperties(user), new RealClients());
    }

    @Override
    public void close() {
        stopServices();
        mail.close();
        registry.ifPresent(EmbeddedRegistry::close);
        kafka.ifPresent(EmbeddedKafka::close);
    }
}
