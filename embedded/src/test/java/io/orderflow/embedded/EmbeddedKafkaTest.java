/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.StartException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {

    private static final List<NewTopic> TOPICS = List.of(new NewTopic("orders", 1, (short) 1));

    @TempDir
    private Path folder;

    @Test
    void keepsWhatWasWrittenOverAnOutageAndARestart() throws Exception {
        Path data = folder.resolve("kafka");
        try (EmbeddedKafka kafka = EmbeddedKafka.in(data, 0)) {
            kafka.createTopics(TOPICS);
            kafka.createTopics(TOPICS);
            produce(kafka, "first");
            String address = kafka.bootstrapServers();

            kafka.stop();
            kafka.start();

            assertThat(kafka.bootstrapServers()).isEqualTo(address);
            produce(kafka, "second");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.in(data, 0)) {
            assertThat(consume(kafka, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void aTopicThatWasThereWithFewerPartitionsStaysAsItIs() throws Exception {
        try (EmbeddedKafka kafka = EmbeddedKafka.in(folder.resolve("kafka"), 0)) {
            kafka.createTopics(TOPICS);

            kafka.createTopics(List.of(new NewTopic("orders", 3, (short) 1)));

            produce(kafka, "first");
            assertThat(consume(kafka, 1)).containsExactly("first");
        }
    }

    @Test
    void afterACrashATransactionThatWasLeftOpenHoldsUpNobody() throws Exception {
        Path asTheCrashLeftIt = folder.resolve("crashed");
        try (EmbeddedKafka kafka = EmbeddedKafka.in(folder.resolve("kafka"), 0)) {
            kafka.createTopics(TOPICS);
            // The more there is to do when a broker dies, the longer the moment in which a marker is lost.
            kafka.createTopics(List.of(new NewTopic("others", 100, (short) 1)));
            try (KafkaProducer<String, String> producer = transactional(kafka)) {
                producer.initTransactions();
                producer.beginTransaction();
                producer.send(new ProducerRecord<>("orders", "never committed")).get();
                produce(kafka, "behind it");
                copy(folder.resolve("kafka"), asTheCrashLeftIt);
            }
        }

        try (EmbeddedKafka kafka = EmbeddedKafka.in(asTheCrashLeftIt, 0)) {
            assertThat(consume(kafka, 1)).containsExactly("behind it");
        }
    }

    @Test
    void namesAPortThatIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.temporary(other.getLocalPort()))
                    .isInstanceOf(StartException.class)
                    .hasMessage("Kafka cannot listen on port %s: another program uses it", other.getLocalPort());
        }
    }

    @Test
    void refusesTheDataOfAnotherCluster() throws IOException {
        Files.writeString(folder.resolve("meta.properties"), "cluster.id=production\nnode.id=1\nversion=1\n");

        assertThatThrownBy(() -> EmbeddedKafka.in(folder, 0))
                .isInstanceOf(StartException.class)
                .hasMessage("%s holds the data of another Kafka cluster (production); choose another folder", folder);
    }

    @Test
    void refusesAFolderOfSomethingElse() throws IOException {
        Files.writeString(folder.resolve("holiday.jpg"), "not Kafka's");

        assertThatThrownBy(() -> EmbeddedKafka.in(folder, 0))
                .isInstanceOf(StartException.class)
                .hasMessage("%s is not empty and holds no Kafka data; choose another folder", folder);
    }

    @Test
    void refusesAFileWhereAFolderIsWanted() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> EmbeddedKafka.in(file, 0))
                .isInstanceOf(StartException.class)
                .hasMessageStartingWith("Kafka cannot start with its data in " + file);
    }

    private static KafkaProducer<String, String> transactional(EmbeddedKafka kafka) {
        Map<String, Object> client = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "transactional.id",
                "writer",
                "transaction.timeout.ms",
                1000);
        return new KafkaProducer<>(client, new StringSerializer(), new StringSerializer());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> found = Files.walk(from)) {
            for (Path path : found.toList()) {
                Files.copy(path, to.resolve(from.relativize(path)));
            }
        }
    }

    private static void produce(EmbeddedKafka kafka, String value) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", kafka.bootstrapServers());
        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("orders", value)).get();
        }
    }

    private static List<String> consume(EmbeddedKafka kafka, int count) {
        Map<String, Object> client = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        List<String> values = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client, new StringDeserializer(), new StringDeserializer())) {
            consumer.assign(List.of(new TopicPartition("orders", 0)));
            for (int polls = 0; values.size() < count && polls < 600; polls++) {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
            }
        }
        return values;
    }
}
