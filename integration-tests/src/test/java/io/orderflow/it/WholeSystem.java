/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.RealClients;
import io.orderflow.common.Service;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.email.EmailConfig;
import io.orderflow.email.EmailMain;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.EmbeddedMail;
import io.orderflow.embedded.EmbeddedRegistry;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.fraud.FraudMain;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.inventory.InventoryMain;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orderdetails.OrderDetailsMain;
import io.orderflow.orders.OrdersConfig;
import io.orderflow.orders.OrdersMain;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.log.AuditedLog;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * A broker, a registry, a mail server and all five services, in this process, on ports of their own. Broker and registry
 * may also be elsewhere.
 */
final class WholeSystem implements AutoCloseable {

    /** Longer than anything takes on a busy machine: reached only when something is broken. */
    static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final int PARTITIONS = 2;

    private final Optional<EmbeddedKafka> kafka;
    private final Optional<EmbeddedRegistry> registry;
    private final String bootstrapServers;
    private final String registryAddress;
    private final EmbeddedMail mail = new EmbeddedMail(0, 0);
    private final Path stateDir;
    private final int restPort = freePort();
    private final List<Service> services = new ArrayList<>();

    /** Everything but the services, with the catalogue's topics. */
    WholeSystem(Path stateDir) {
        this(stateDir, Optional.of(EmbeddedKafka.temporary()), Optional.of(EmbeddedRegistry.inMemory(0)), "", "");
    }

    /** The same, on another broker. */
    WholeSystem(Path stateDir, String bootstrapServers) {
        this(stateDir, Optional.empty(), Optional.of(EmbeddedRegistry.inMemory(0)), bootstrapServers, "");
    }

    /** The same, on another broker and with another registry. */
    WholeSystem(Path stateDir, String bootstrapServers, String registryAddress) {
        this(stateDir, Optional.empty(), Optional.empty(), bootstrapServers, registryAddress);
    }

    private WholeSystem(
            Path stateDir,
            Optional<EmbeddedKafka> kafka,
            Optional<EmbeddedRegistry> registry,
            String bootstrapServers,
            String registryAddress) {
        this.stateDir = stateDir;
        this.kafka = kafka;
        this.registry = registry;
        this.bootstrapServers = kafka.map(EmbeddedKafka::bootstrapServers).orElse(bootstrapServers);
        this.registryAddress = registry.map(ours -> ours.address().toString()).orElse(registryAddress);
        EmbeddedKafka.createTopics(clientProperties(), Topics.create(PARTITIONS, (short) 1));
    }

    void startServices() {
        services.add(service(OrdersMain::service, OrdersConfig.SETTINGS));
        services.add(service(InventoryMain::service, InventoryConfig.SETTINGS));
        services.add(service(FraudMain::service, FraudConfig.SETTINGS));
        services.add(service(OrderDetailsMain::service, OrderDetailsConfig.SETTINGS));
        services.add(service(EmailMain::service, EmailConfig.SETTINGS));
        services.forEach(Service::start);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(services)
                        .allMatch(service -> service.health().ready()));
    }

    void stopServices() {
        services.forEach(Service::close);
        services.clear();
    }

    private Service service(Function<Settings, Service> factory, List<Setting<?>> declared) {
        Map<String, String> all = new HashMap<>(clientProperties());
        all.put("state.dir", stateDir.toString());
        all.put("schema.registry", registryAddress);
        all.put("port", Integer.toString(restPort));
        all.put("smtp.port", Integer.toString(mail.smtpPort()));
        return factory.apply(Settings.of(all, declared));
    }

    OrdersClient orders() {
        return new OrdersClient("http://localhost:" + restPort);
    }

    EmbeddedMail mail() {
        return mail;
    }

    /** Properties with which a client finds broker and registry. */
    Map<String, String> clientProperties() {
        return Map.of(
                "bootstrap.servers", bootstrapServers,
                "schema.registry.url", registryAddress);
    }

    /** What `orderflow audit --settled` says of the whole log: no service's code has a part in it. */
    Report audit() {
        try (AuditedLog log =
                new AuditedLog(new Cluster(clientProperties(), new RealClients()), Optional.empty(), percent -> {})) {
            return log.settled(PATIENCE);
        }
    }

    String registryAddress() {
        return registryAddress;
    }

    /** Writes a record as its outside system would, and waits for the acknowledgement. */
    <K, V extends SpecificRecord> void send(Topic<K, V> topic, K key, V value) {
        write(
                topic.name(),
                topic.keySerde().serializer(),
                key,
                serdes().valuesOf(topic).serializer(),
                value);
    }

    /** Writes a record to each partition of a topic that is in no catalogue, such as a changelog. */
    void sendToEachPartition(String topic, String key, SpecificRecord value) {
        Serializer<SpecificRecord> values =
                serdes().<SpecificRecord>of(valueClass(value)).serializer();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            write(new ProducerRecord<>(topic, partition, key, value), new StringSerializer(), values);
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
        write(topic.name(), topic.keySerde().serializer(), key, new ByteArraySerializer(), value);
    }

    private <K, V> void write(String topic, Serializer<K> keys, K key, Serializer<V> values, V value) {
        write(new ProducerRecord<>(topic, key, value), keys, values);
    }

    private <K, V> void write(ProducerRecord<K, V> record, Serializer<K> keys, Serializer<V> values) {
        try (Producer<K, V> producer =
                new KafkaProducer<>(new HashMap<String, Object>(clientProperties()), keys, values)) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot write to " + record.topic(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    /** Everything committed to {@code topic} so far that can be read. */
    <K, V extends SpecificRecord> List<V> committed(Topic<K, V> topic) {
        Map<String, Object> properties = new HashMap<>(clientProperties());
        properties.put("isolation.level", "read_committed");
        List<V> values = new ArrayList<>();
        try (Consumer<K, V> consumer = new KafkaConsumer<>(
                properties,
                topic.keySerde().deserializer(),
                serdes().valuesOf(topic).deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream()
                    .anyMatch(partition -> consumer.position(partition) < ends.getOrDefault(partition, 0L))) {
                try {
                    consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                } catch (RecordDeserializationException unreadable) {
                    consumer.seek(unreadable.topicPartition(), unreadable.offset() + 1);
                }
            }
        }
        return values;
    }

    /** How many records {@code topic} holds, of whatever kind. */
    long count(Topic<?, ?> topic) {
        try (Consumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                new HashMap<String, Object>(clientProperties()),
                Topics.deadLettersOf("any").keySerde().deserializer(),
                Topics.deadLettersOf("any").keySerde().deserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic.name()).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(partitions).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
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

    private EventSerdes serdes() {
        return EventSerdes.from(clientProperties());
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException("no free port", e);
        }
    }

    @Override
    public void close() {
        stopServices();
        mail.close();
        registry.ifPresent(EmbeddedRegistry::close);
        kafka.ifPresent(EmbeddedKafka::close);
    }
}
