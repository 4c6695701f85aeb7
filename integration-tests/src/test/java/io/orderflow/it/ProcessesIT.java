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
import io.orderflow.embedded.Mail;
import io.orderflow.events.Order;
import io.orderflow.it.OrdersClient.Answer;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The services as processes of their own, started as the docs say. */
class ProcessesIT {

    private static final Pattern ADDRESS = Pattern.compile("orders-service serves at (\\S+)");

    @TempDir
    private Path folder;

    private final Map<String, ServiceProcess> processes = new HashMap<>();

    @SuppressWarnings("NullAway.Init") // by start()
    private WholeSystem system;

    @BeforeEach
    void start() {
        system = new WholeSystem(folder);
        system.send(Topics.CUSTOMERS, 1L, Sample.customer(1));
        system.send(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 10));
    }

    @AfterEach
    void stop() {
        processes.values().forEach(ServiceProcess::close);
        system.close();
    }

    @Test
    void anOrderTravelsThroughFiveProcessesOfWhichOneIsKilledAndReplaced() {
        run("orders-service", "--port", "0");
        run("inventory-service");
        run("fraud-service");
        run("order-details-service");
        run("email-service", "--smtp-port", Integer.toString(system.mail().smtpPort()));
        OrdersClient orders = new OrdersClient(ordersAddress());

        Answer first = orders.decided(orderOf(1).line("kettle", 9, "24.90"));
        process("inventory-service").kill();
        process("inventory-service").exitCode();
        Answer waiting = orders.post(orderOf(1).line("kettle", 1, "24.90"));
        run("inventory-service");
        Answer second = orders.get(waiting.location() + "/validated?timeout=60000");
        Answer third = orders.decided(orderOf(1).line("kettle", 1, "24.90"));

        assertThat(first.state()).isEqualTo("VALIDATED");
        assertThat(second.state()).isEqualTo("VALIDATED");
        assertThat(third.failures()).containsExactly("inventory: kettle: 1 asked, 0 available");

        processes.values().forEach(ServiceProcess::terminate);
        processes.forEach((name, process) -> {
            assertThat(process.exitCode()).as("exit code of %s", name).isEqualTo(128 + 15);
            assertThat(process.output()).contains(name + " stopped");
        });
    }

    @Test
    void aMailSenderThatIsKilledSendsEveryMailAndOnlyTheOneInFlightTwice() {
        List<String> messageIds = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            Order order = Sample.order("o-" + i).line("kettle", 1, "24.90").validated();
            system.send(Topics.ORDERS, order.getId(), order);
            messageIds.add("order-" + order.getId() + "-v2@orderflow");
        }
        CompletableFuture<String> inFlight = new CompletableFuture<>();
        CountDownLatch killed = new CountDownLatch(1);
        system.mail().onMail(mail -> {
            if (mail.number() == 10) {
                inFlight.complete(mail.messageId());
                awaitQuietly(killed);
            }
        });
        String smtpPort = Integer.toString(system.mail().smtpPort());

        run("email-service", "--smtp-port", smtpPort);
        await().atMost(PATIENCE).until(inFlight::isDone);
        process("email-service").kill();
        assertThat(process("email-service").exitCode()).isEqualTo(128 + 9);
        killed.countDown();
        run("email-service", "--smtp-port", smtpPort);

        // The server had taken it, and the sender died before it knew.
        messageIds.add(inFlight.join());
        await().atMost(PATIENCE).until(() -> system.mail().mails().size() >= messageIds.size());
        process("email-service").terminate();
        process("email-service").exitCode();
        assertThat(system.mail().mails()).extracting(Mail::messageId).containsExactlyInAnyOrderElementsOf(messageIds);
    }

    @Test
    void aTopicThatIsMissingIsNamedInOneLine() {
        system.deleteTopic(Topics.ORDER_VALIDATIONS);
        system.deleteTopic(Topics.ordersOf("gold"));
        run("fraud-service");
        run("email-service");

        assertEndsWith("fraud-service: missing on the broker: topic order-validations");
        assertEndsWith("email-service: missing on the broker: topic orders-gold");
    }

    @Test
    void aBrokerThatIsAwayIsNamedInOneLine() {
        List<String> flags = flags("fraud-service");
        flags.set(flags.indexOf("--bootstrap-servers") + 1, "localhost:1");
        flags.addAll(List.of("--start-timeout", "1s"));
        ServiceProcess away = new ServiceProcess("fraud-service", folder, flags);
        processes.put("away", away);

        assertThat(away.exitCode()).isEqualTo(1);
        assertThat(away.output()).contains("fraud-service: cannot work with Kafka at localhost:1");
        assertThat(away.output()).doesNotContain("\tat ");
    }

    private void assertEndsWith(String line) {
        ServiceProcess process = process(line.substring(0, line.indexOf(':')));
        assertThat(process.exitCode()).isEqualTo(1);
        assertThat(process.output()).contains(line).doesNotContain("\tat ");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(String module, String... more) {
        List<String> flags = flags(module);
        flags.addAll(List.of(more));
        processes.put(module, new ServiceProcess(module, folder, flags));
    }

    private List<String> flags(String module) {
        return new ArrayList<>(List.of(
                "--bootstrap-servers",
                system.clientProperties().getOrDefault("bootstrap.servers", ""),
                "--schema-registry",
                system.registryAddress(),
                "--state-dir",
                folder.resolve(module).toString()));
    }

    private ServiceProcess process(String module) {
        ServiceProcess process = processes.get(module);
        assertThat(process).as(module).isNotNull();
        return process;
    }

    private String ordersAddress() {
        return await().atMost(PATIENCE)
                .until(
                        () -> {
                            Matcher told =
                                    ADDRESS.matcher(process("orders-service").output());
                            return told.find() ? told.group(1) : "";
                        },
                        address -> !address.isEmpty());
    }
}
