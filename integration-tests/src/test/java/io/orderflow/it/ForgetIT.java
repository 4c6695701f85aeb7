/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.OrdersClient.orderOf;
import static io.orderflow.it.WholeSystem.PATIENCE;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.Customer;
import io.orderflow.events.EmailMessage;
import io.orderflow.events.Payment;
import io.orderflow.events.Shipment;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.audit.Report;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A customer is forgotten: what says who it is, is in no file of the broker or the services any more, once these have been cleaned
 * up. That it was there, and where, is looked at first.
 */
class ForgetIT {

    private static final String NAME = "Zoe Marked-7f3a";
    private static final String ADDRESS = "marked.7f3a@example.com";
    private static final String NO_ADDRESS = "marked-7f3a at example";
    private static final String SUBJECT = "login-7f3a";
    private static final Duration ERASURE = Duration.ofSeconds(1);
    private static final List<String> MARKS = List.of("Marked-7f3a", ADDRESS, NO_ADDRESS, SUBJECT);

    @TempDir
    private Path folder;

    @Test
    void nothingIsLeftOfACustomerWhoIsForgottenAndTheOrdersAnswer() throws Exception {
        TokenIssuer issuer = new TokenIssuer(folder);
        String clerk = issuer.admin("clerk-of-the-shop");
        try (WholeSystem system = WholeSystem.keptIn(folder)) {
            system.cleanEagerly(Topics.all());
            assertThat(orderflow(
                            system, "topics", "alter", "--set", "erasure.within=" + ERASURE.toSeconds() + "s", "--yes"))
                    .contains("customers", "max.compaction.lag.ms: 604800000 -> 1000");
            seed(system);
            system.startServices(issuer.settings());
            List<String> ids = ordersOfEachKind(system, issuer.customer(SUBJECT, 7), clerk);
            system.orders(issuer.customer("login-of-bert", 8))
                    .decided(orderOf(8).id("of-bert").line("kettle", 1, "24.90"));
            aDeadLetterWithTheCustomersRecord(system);
            await().atMost(PATIENCE).until(() -> system.audit().isAtRest());
            system.stopServices();
            assertThat(filesWithMarks("kafka", "state"))
                    .contains(
                            "kafka/customers",
                            "kafka/emails",
                            "kafka/orders-gold",
                            "kafka/subjects",
                            "kafka/email-service-dlq",
                            "state/email-service",
                            "state/order-details-service",
                            "state/orders-service-reads")
                    .hasSize(8);

            system.startServices(issuer.settings());
            assertThat(orderflow(system, "customer", "export", "7")).contains(NAME, ADDRESS, NO_ADDRESS, SUBJECT);
            assertThat(orderflow(system, "customer", "forget", "7", "--yes", "--even-unshipped"))
                    .contains("Erased.");
            await().atMost(PATIENCE)
                    .pollInterval(ERASURE)
                    .untilAsserted(
                            () -> assertThat(orderflow(system, "customer", "forget", "7", "--yes", "--even-unshipped"))
                                    .contains("nothing is left of the person"));
            assertThat(filesWithMarks("kafka")).isEmpty();
            system.stopServices();
            Map<String, String> readAnew = new HashMap<>(issuer.settings());
            readAnew.put("state.reference.max.age", "0s");
            system.startServices(readAnew);

            OrdersClient orders = system.orders(clerk);
            for (String id : ids) {
                assertThat(orders.get("/v1/orders/" + id)
                                .body()
                                .path("customerId")
                                .asLong())
                        .isEqualTo(7);
                assertThat(orders.get("/v1/orders/" + id + "/history").body().toString())
                        .contains("CREATED")
                        .doesNotContain(SUBJECT);
            }
            assertThat(orders.get("/v1/orders/of-bert/history").body().toString())
                    .contains("login-of-bert");
            Report report = system.audit();
            assertThat(report.findings()).isEmpty();
            assertThat(report.counts().erased()).isEqualTo(ids.size());
        }
        assertThat(filesWithMarks("kafka", "state")).isEmpty();
    }

    private static void seed(WholeSystem system) {
        system.send(Topics.CUSTOMERS, 7L, new Customer(7L, NAME, ADDRESS, "gold"));
        system.send(Topics.CUSTOMERS, 8L, new Customer(8L, "Bert", "bert@example.com", "gold"));
        system.send(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 100));
    }

    private static List<String> ordersOfEachKind(WholeSystem system, String token, String clerk) {
        OrdersClient own = system.orders(token);
        for (String id : List.of("shipped", "cancelled")) {
            assertThat(own.decided(orderOf(7).id(id).line("kettle", 1, "24.90")).state())
                    .isEqualTo("VALIDATED");
        }
        assertThat(own.decided(orderOf(7).id("failed").line("kettle", 1, "1.00"))
                        .state())
                .isEqualTo("FAILED");
        own.cancel("cancelled");
        system.send(Topics.SHIPMENTS, "shipped", new Shipment("shipped", Sample.NOON));
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        system.send(Topics.PAYMENTS, "P-1", new Payment("P-1", "shipped", new BigDecimal("24.9000"), "EUR", now));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system.committed(Topics.EMAILS))
                        .extracting(EmailMessage::getKind)
                        .contains("order-shipped", "order-cancelled", "order-failed", "payment-received"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                own.get("/v1/orders/cancelled/history").body().toString())
                        .contains("CANCELLED", SUBJECT));
        List<String> ids = new ArrayList<>(List.of("shipped", "cancelled", "failed"));
        ids.addAll(ordersThatCannotBeTold(system, own));
        system.orders(clerk).cancel(ids.get(ids.size() - 1));
        return ids;
    }

    /** The CRM's address is none now: what cannot be told is a dead letter that says so. */
    private static List<String> ordersThatCannotBeTold(WholeSystem system, OrdersClient own) {
        system.send(Topics.CUSTOMERS, 7L, new Customer(7L, NAME, NO_ADDRESS, "gold"));
        List<String> ids = new ArrayList<>();
        await().atMost(PATIENCE).until(() -> {
            ids.add("untold-" + ids.size());
            own.decided(orderOf(7).id(ids.get(ids.size() - 1)).line("kettle", 1, "24.90"));
            return system.count(Topics.deadLettersOf("email-service")) > 0;
        });
        return ids;
    }

    /** The record of the customer, where a mail belongs: as it is, it is a dead letter. */
    private static void aDeadLetterWithTheCustomersRecord(WholeSystem system) {
        long before = system.count(Topics.deadLettersOf("email-service"));
        byte[] record = system.bytesOf(Topics.CUSTOMERS, new Customer(7L, NAME, ADDRESS, "gold"));
        system.sendBytes(Topics.EMAILS, "whose/fault", record);
        await().atMost(PATIENCE).until(() -> system.count(Topics.deadLettersOf("email-service")) > before);
    }

    /** Topics and applications that have files with a mark in them. */
    private Set<String> filesWithMarks(String... parts) {
        while (true) {
            try {
                Set<String> found = new TreeSet<>();
                for (String part : parts) {
                    found.addAll(filesWithMarks(folder.resolve(part)));
                }
                return found;
            } catch (UncheckedIOException e) {
                // A file was replaced by another meanwhile, which must be looked into as well.
                assertThat(e).hasCauseInstanceOf(NoSuchFileException.class);
            }
        }
    }

    private Set<String> filesWithMarks(Path part) {
        try (Stream<Path> all = Files.walk(part)) {
            return all.filter(Files::isRegularFile)
                    .filter(ForgetIT::hasMark)
                    .map(file ->
                            folder.relativize(file).subpath(0, 2).toString().replaceAll("-\\d+$", ""))
                    .collect(toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean hasMark(Path file) {
        try {
            String bytes = new String(Files.readAllBytes(file), ISO_8859_1);
            return MARKS.stream().anyMatch(bytes::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the command prints, which must succeed. */
    private String orderflow(WholeSystem system, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Path.of("..", "tools", "target", "tools.jar").toString()));
        command.addAll(List.of(arguments));
        command.addAll(List.of(
                "-b", system.clientProperties().getOrDefault("bootstrap.servers", ""), "-s", system.registryAddress()));
        Path output = folder.resolve("orderflow.out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor())
                .as(() -> "%s: %s".formatted(command, read(output)))
                .isZero();
        return read(output);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
