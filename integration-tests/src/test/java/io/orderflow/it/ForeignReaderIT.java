/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.OrdersClient.orderOf;
import static io.orderflow.it.WholeSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.apicurio.registry.serde.avro.AvroKafkaDeserializer;
import io.apicurio.registry.serde.avro.AvroKafkaSerializer;
import io.apicurio.registry.serde.config.SerdeConfig;
import io.apicurio.registry.serde.strategy.TopicIdStrategy;
import io.orderflow.common.testing.Sample;
import io.orderflow.embedded.Ports;
import io.orderflow.it.OrdersClient.Answer;
import io.orderflow.schemas.Topics;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.kafka.KafkaContainer;

/**
 * Programs that know nothing of ours work on our topics: one writes with Apicurio's own Avro serde, which keeps Confluent's
 * wire format, we read; we write, another one reads. Both find their schemas in Apicurio Registry through its own API, we
 * through Confluent's.
 */
class ForeignReaderIT {

    /** A product as somebody else would describe it: no words, and the same fields. */
    private static final Schema PRODUCT = new Schema.Parser()
            .parse("{'type':'record','name':'Product','namespace':'io.orderflow.events','fields':["
                    .concat("{'name':'product','type':'string'},{'name':'name','type':'string'},")
                    .concat("{'name':'unitPrice','type':"
                            + "{'type':'bytes','logicalType':'decimal','precision':18,'scale':4}},")
                    .concat("{'name':'currency','type':'string'}]}")
                    .replace('\'', '"'));

    /** Its owner lends a Vert.x to whoever brings none, as its serde cannot, and warns of that. */
    private static final Logger LENT_VERTX =
            Logger.getLogger("io.apicurio.registry.client.common.DefaultVertxInstance");

    @TempDir
    private Path stateDir;

    @SuppressWarnings("NullAway.Init") // by start(), unless the test is skipped
    private KafkaContainer kafka;

    @SuppressWarnings("NullAway.Init") // by start(), unless the test is skipped
    private GenericContainer<?> registry;

    @SuppressWarnings("NullAway.Init") // by start(), unless the test is skipped
    private WholeSystem system;

    @BeforeEach
    void start() {
        LENT_VERTX.setLevel(Level.SEVERE);
        ContainerEngine.assumeFor(ForeignReaderIT.class, ContainerEngine.brokerAndRegistry());
        kafka = ContainerEngine.kafka(Ports.anyFree());
        kafka.start();
        registry = ContainerEngine.registry();
        registry.start();
        system = new WholeSystem(
                stateDir, kafka.getBootstrapServers(), ContainerEngine.addressOf(registry) + "/apis/ccompat/v7");
    }

    @AfterEach
    void stop() {
        if (system != null) {
            system.close();
        }
        if (registry != null) {
            registry.stop();
        }
        if (kafka != null) {
            kafka.stop();
        }
    }

    @Test
    void othersWriteWhatWeReadAndReadWhatWeWrite() {
        system.send(Topics.CUSTOMERS, 7L, Sample.customer(7));
        system.send(Topics.WAREHOUSE_INVENTORY, "theremin", Sample.received("theremin", 5));
        foreignProduct("theremin", "42.00");
        system.startServices();

        Answer decided = system.orders().decided(orderOf(7).line("theremin", 1, "42.00"));
        Answer tooCheap = system.orders().decided(orderOf(7).line("theremin", 1, "41.00"));

        assertThat(decided.state()).as("%s", decided.body()).isEqualTo("VALIDATED");
        assertThat(tooCheap.state()).as("%s", tooCheap.body()).isEqualTo("FAILED");
        String order = decided.body().path("id").asText();
        List<GenericRecord> verdicts = new ArrayList<>();
        try (Consumer<String, GenericRecord> reader = foreignReader("order-validations")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                reader.poll(Duration.ofMillis(100)).forEach(record -> verdicts.add(record.value()));
                assertThat(verdicts)
                        .filteredOn(verdict -> verdict.get("orderId").toString().equals(order))
                        .extracting(
                                verdict -> verdict.get("check").toString(),
                                verdict -> verdict.get("result").toString())
                        .containsExactlyInAnyOrder(
                                tuple("inventory", "PASS"), tuple("fraud", "PASS"), tuple("order-details", "PASS"));
            });
        }
    }

    private void foreignProduct(String product, String unitPrice) {
        byte[] price = new BigDecimal(unitPrice).setScale(4).unscaledValue().toByteArray();
        GenericData.Record value = new GenericRecordBuilder(PRODUCT)
                .set("product", product)
                .set("name", product)
                .set("unitPrice", ByteBuffer.wrap(price))
                .set("currency", "EUR")
                .build();
        try (Producer<String, GenericRecord> writer = new KafkaProducer<>(
                foreign(), new StringSerializer(), configured(new AvroKafkaSerializer<GenericRecord>()))) {
            assertThat(writer.send(new ProducerRecord<>("products", product, value)))
                    .succeedsWithin(PATIENCE);
        }
    }

    private Consumer<String, GenericRecord> foreignReader(String topic) {
        AvroKafkaDeserializer<GenericRecord> values = new AvroKafkaDeserializer<>();
        values.configure(foreign(), false);
        Consumer<String, GenericRecord> reader = new KafkaConsumer<>(foreign(), new StringDeserializer(), values);
        reader.subscribe(List.of(topic));
        return reader;
    }

    private AvroKafkaSerializer<GenericRecord> configured(AvroKafkaSerializer<GenericRecord> values) {
        values.configure(foreign(), false);
        return values;
    }

    /** How such a program is configured. */
    private Map<String, Object> foreign() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bootstrap.servers", kafka.getBootstrapServers());
        properties.put("group.id", "foreign");
        properties.put("auto.offset.reset", "earliest");
        properties.put("isolation.level", "read_committed");
        properties.put(SerdeConfig.REGISTRY_URL, ContainerEngine.addressOf(registry) + "/apis/registry/v3");
        properties.put(SerdeConfig.ARTIFACT_RESOLVER_STRATEGY, TopicIdStrategy.class.getName());
        properties.put(SerdeConfig.AUTO_REGISTER_ARTIFACT, true);
        return properties;
    }
}
