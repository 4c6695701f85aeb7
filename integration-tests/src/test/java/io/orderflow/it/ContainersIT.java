/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.OrdersClient.orderOf;
import static io.orderflow.it.WholeSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.testing.Sample;
import io.orderflow.embedded.Ports;
import io.orderflow.events.Order;
import io.orderflow.it.OrdersClient.Answer;
import io.orderflow.it.OrdersClient.OrderBody;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.kafka.KafkaContainer;

/** The main job on a broker as it is deployed: in a container, with the settings of its image. */
class ContainersIT {

    @TempDir
    private static Path stateDir;

    @SuppressWarnings("NullAway.Init") // by start(), unless the test is skipped
    private static KafkaContainer kafka;

    @SuppressWarnings("NullAway.Init") // by start(), unless the test is skipped
    private static WholeSystem system;

    @SuppressWarnings("NullAway.Init") // by start()
    private static OrdersClient orders;

    @BeforeAll
    static void start() {
        ContainerEngine.assumeFor(ContainersIT.class, ContainerEngine.broker());
        kafka = ContainerEngine.kafka(Ports.anyFree());
        kafka.start();
        system = new WholeSystem(stateDir, kafka.getBootstrapServers());
        orders = system.orders();
        IntStream.rangeClosed(1, 20).forEach(id -> system.send(Topics.CUSTOMERS, (long) id, Sample.customer(id)));
        system.send(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
        system.send(Topics.PRODUCTS, "lamp", Sample.product("lamp", "9.50"));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 10));
        system.send(Topics.WAREHOUSE_INVENTORY, "lamp", Sample.received("lamp", 1));
        system.startServices();
    }

    @AfterAll
    static void stop() {
        if (system != null) {
            system.close();
        }
        if (kafka != null) {
            kafka.stop();
        }
    }

    @Test
    void anOrderGoesFromThePostToTheMail() {
        Answer sound = orders.decided(orderOf(7).line("lamp", 1, "9.50"));
        Answer unsound = orders.decided(orderOf(8).line("lamp", 1, "9.50"));

        assertThat(sound.state()).isEqualTo("VALIDATED");
        assertThat(unsound.failures()).containsExactly("inventory: lamp: 1 asked, 0 available");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system.mail().mails())
                        .anySatisfy(mail -> assertThat(mail.toString()).contains("customer-7@example.com")));
        assertThat(system.audit().findings()).isEmpty();
    }

    @Test
    void aBrokerThatCrashesAmidOrdersCostsNoneAndDecidesNoneTwice() {
        orders.decided(orderOf(1).line("kettle", 1, "24.90"));
        List<String> accepted = new ArrayList<>();
        for (int customer = 2; customer <= 6; customer++) {
            Answer placed = orders.post(orderOf(customer).line("kettle", 1, "24.90"));
            assertThat(placed.status()).as("%s", placed.body()).isEqualTo(201);
            accepted.add(placed.location());
        }
        leaveATransactionOpen(Topics.ORDER_VALIDATIONS.name());

        ContainerEngine.kill(kafka);
        ContainerEngine.startAgain(kafka);

        assertThat(accepted).allSatisfy(order -> assertThat(decision(order)).isEqualTo("VALIDATED"));
        assertThat(decision(placed(orderOf(9).id("after").line("kettle", 3, "24.90"))))
                .isEqualTo("VALIDATED");
        assertThat(orders.decided(orderOf(10).line("kettle", 2, "24.90")).failures())
                .containsExactly("inventory: kettle: 2 asked, 1 available");
        assertThat(system.committed(Topics.ORDERS))
                .filteredOn(order -> order.getCustomerId() <= 10)
                .extracting(Order::getId, Order::getVersion)
                .doesNotHaveDuplicates();
        assertThat(system.audit().findings()).isEmpty();
    }

    /**
     * A writer that dies in the middle of a transaction, just before the broker does. Until it is rolled back, nothing behind
     * it is committed for anybody.
     */
    private static void leaveATransactionOpen(String topic) {
        Map<String, Object> properties = new HashMap<>(system.clientProperties());
        properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "gone");
        properties.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, 1_000);
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = producer.partitionsFor(topic).stream()
                .map(partition -> producer.send(new ProducerRecord<>(topic, partition.partition(), null, null)))
                .toList();
        producer.flush();
        assertThat(sent).isNotEmpty().allMatch(Future::isDone);
        producer.close(Duration.ZERO);
    }

    /** Places an order at a service whose broker may be away still; the id makes it one order, however often it is sent. */
    private static String placed(OrderBody order) {
        return await().atMost(PATIENCE)
                .until(() -> orders.post(order), answer -> answer.status() == 201 || answer.status() == 200)
                .location();
    }

    private static String decision(String order) {
        return await().atMost(PATIENCE)
                .until(() -> orders.get(order + "/validated?timeout=30000"), answer -> !isOpen(answer))
                .state();
    }

    private static boolean isOpen(Answer answer) {
        return answer.status() != 200 || answer.state().equals("CREATED");
    }
}
