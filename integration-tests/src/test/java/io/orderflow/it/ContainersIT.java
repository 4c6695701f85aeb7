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
import io.orderflow.it.OrdersClient.Answer;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.util.stream.IntStream;
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
        kafka = ContainerEngine.kafka();
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
    }
}
