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
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.it.OrdersClient.Answer;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job, from the outside: over HTTP, on a real broker, to the mail server. */
class EndToEndIT {

    @TempDir
    private static Path stateDir;

    /** It changes no value, so all else must be as without. */
    private static final Map<String, String> CLOUD_EVENTS = Map.of("events.cloudevents", "true");

    @SuppressWarnings("NullAway.Init") // by start()
    private static WholeSystem system;

    @SuppressWarnings("NullAway.Init") // by start()
    private static OrdersClient orders;

    @BeforeAll
    static void start() {
        system = new WholeSystem(stateDir);
        orders = system.orders();
        IntStream.rangeClosed(1, 20).forEach(id -> system.send(Topics.CUSTOMERS, (long) id, Sample.customer(id)));
        system.send(Topics.CUSTOMERS, 7L, new Customer(7L, "Zoë, the “seventh”", "zoe@example.com", "gold"));
        system.send(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
        system.send(Topics.PRODUCTS, "toaster", Sample.product("toaster", "39.00"));
        system.send(Topics.PRODUCTS, "bench", Sample.product("bench", "119.00"));
        system.send(Topics.PRODUCTS, "piano", Sample.product("piano", "1900.00"));
        system.send(Topics.PRODUCTS, "lamp", Sample.product("lamp", "9.50"));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 1_000));
        system.send(Topics.WAREHOUSE_INVENTORY, "toaster", Sample.received("toaster", 5));
        system.send(Topics.WAREHOUSE_INVENTORY, "bench", Sample.received("bench", 5));
        system.send(Topics.WAREHOUSE_INVENTORY, "piano", Sample.received("piano", 100));
        system.send(Topics.WAREHOUSE_INVENTORY, "lamp", Sample.received("lamp", 1));
        system.startServices(CLOUD_EVENTS);
    }

    /** Whatever the tests did, in whatever order: the log must bear it out. */
    @AfterAll
    static void stop() {
        try {
            assertThat(system.audit().findings()).isEmpty();
        } finally {
            system.close();
        }
    }

    @Test
    void aSoundOrderIsValidatedAndTheCustomerIsTold() {
        Answer placed = orders.post(orderOf(7).line("kettle", 2, "24.90"));
        assertThat(placed.status()).isEqualTo(201);

        Answer read = orders.get(placed.location());
        Answer decided = orders.get(placed.location() + "/validated?timeout=60000");

        assertThat(read.status()).isEqualTo(200);
        assertThat(decided.status()).isEqualTo(200);
        assertThat(decided.state()).isEqualTo("VALIDATED");
        String id = decided.body().path("id").asText();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system.mail().mails())
                        .anySatisfy(mail -> assertThat(mail.toString()).contains("zoe@example.com", id)));
    }

    @Test
    void everyEventSaysInItsHeadersWhatItIs() {
        String id = orders.decided(orderOf(7).line("kettle", 1, "24.90"))
                .body()
                .path("id")
                .asText();
        await().atMost(PATIENCE)
                .until(() -> system.headers(Topics.EMAILS, "ce_id").contains("order-" + id + "-v2@orderflow"));

        assertThat(system.headers(Topics.ORDERS, "ce_id")).containsOnlyOnce(id + "/1", id + "/2");
        assertThat(system.headers(Topics.ORDER_VALIDATIONS, "ce_id"))
                .contains(id + "/fraud", id + "/inventory", id + "/order-details");
        assertThat(system.headers(Topics.ordersOf("gold"), "ce_id")).containsOnlyOnce(id + "/2");
        assertThat(system.headers(Topics.ORDERS, "ce_source")).containsOnly("/orderflow/orders");
        assertThat(system.headers(Topics.ORDERS, "ce_type")).containsOnly("io.orderflow.events.Order");
    }

    @Test
    void everyVerdictIsOnItsTopic() {
        String id = orders.decided(orderOf(2).line("kettle", 1, "24.90"))
                .body()
                .path("id")
                .asText();

        List<OrderValidation> verdicts = system.committed(Topics.ORDER_VALIDATIONS).stream()
                .filter(verdict -> verdict.getOrderId().equals(id))
                .toList();

        assertThat(verdicts)
                .extracting(OrderValidation::getCheck)
                .containsExactlyInAnyOrder("inventory", "fraud", "order-details");
        assertThat(verdicts).extracting(OrderValidation::getResult).containsOnly(CheckResult.PASS);
    }

    @Test
    void anOrderBeyondStockFailsWithWhatThereIs() {
        Answer decided = orders.decided(orderOf(3).line("bench", 6, "119.00"));

        assertThat(decided.state()).isEqualTo("FAILED");
        assertThat(decided.failures()).containsExactly("inventory: bench: 6 asked, 5 available");
    }

    @Test
    void anOrderOverTheFraudLimitFailsAndItsStockIsFreeAgain() {
        Answer decided = orders.decided(orderOf(4).line("toaster", 5, "39.00").line("piano", 1, "1900.00"));
        assertThat(decided.state()).isEqualTo("FAILED");
        assertThat(decided.failures()).singleElement().asString().startsWith("fraud: ");

        Answer next = orders.decided(orderOf(5).line("toaster", 5, "39.00"));

        assertThat(next.state()).as("%s", next.body()).isEqualTo("VALIDATED");
    }

    @Test
    void anUnknownProductAndAWrongPriceFailWithTheirNames() {
        Answer unknown = orders.decided(orderOf(6).line("unicorn", 1, "1.00"));
        Answer cheap = orders.decided(orderOf(6).line("kettle", 1, "2.49"));

        assertThat(unknown.state()).isEqualTo("FAILED");
        assertThat(unknown.failures()).anyMatch(reason -> reason.contains("unicorn"));
        assertThat(cheap.state()).isEqualTo("FAILED");
        assertThat(cheap.failures()).singleElement().asString().contains("kettle", "2.49", "24.90");
    }

    @Test
    void ofTwoOrdersOverTheLastUnitOneIsValidated() {
        List<CompletableFuture<Answer>> both = Stream.of(8, 9)
                .map(customer -> CompletableFuture.supplyAsync(
                        () -> orders.decided(orderOf(customer).line("lamp", 1, "9.50"))))
                .toList();

        assertThat(both.stream().map(CompletableFuture::join).map(Answer::state))
                .containsExactlyInAnyOrder("VALIDATED", "FAILED");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "{",
                "[]",
                "{\"customerId\":1,\"currency\":\"EUR\",\"lines\":[]}",
                "{\"customerId\":1,\"currency\":\"EUR\",\"lines\":[{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":24.90}],\"state\":\"VALIDATED\"}",
                "{\"customerId\":\"x\",\"currency\":\"EUR\",\"lines\":[{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":24.90}]}",
                "{\"customerId\":1,\"currency\":\"EUR\",\"lines\":[{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":\"NaN\"}]}",
                "{\"id\":\"a/b\",\"customerId\":1,\"currency\":\"EUR\",\"lines\":[{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":24.90}]}"
            })
    void whatCannotBeAnOrderIsRefusedWithAProblem(String body) {
        Answer refused = orders.post(body);

        assertThat(refused.status()).as("%s", refused.body()).isBetween(400, 499);
        assertThat(refused.body().path("detail").asText()).isNotBlank();
        assertThat(refused.body().path("status").asInt()).isEqualTo(refused.status());
    }

    @Test
    void oneUnreadableRecordStopsNobody() {
        system.sendBytes(Topics.ORDERS, "garbage", new byte[] {1, 2, 3, 4, 5, 6, 7});
        system.sendBytes(Topics.ORDER_COMMANDS, "garbage", new byte[] {0, 0, 0, 0, 9, 9});
        system.sendBytes(Topics.ORDER_VALIDATIONS, "garbage", "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        system.sendBytes(Topics.CUSTOMERS, 1_000L, new byte[] {1});
        system.sendBytes(Topics.WAREHOUSE_INVENTORY, "garbage", new byte[] {1});

        Answer decided = orders.decided(orderOf(10).line("kettle", 1, "24.90"));

        assertThat(decided.state()).isEqualTo("VALIDATED");
        Topics.SERVICES.forEach(service -> await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system.count(Topics.deadLettersOf(service)))
                        .as("dead letters of %s", service)
                        .isPositive()));
    }

    @Test
    void servicesThatStopAndStartAgainKnowWhatWas() {
        Answer before = orders.decided(orderOf(11).line("kettle", 1, "24.90"));
        system.stopServices();

        system.startServices(CLOUD_EVENTS);
        Answer same = orders.get("/v1/orders/" + before.body().path("id").asText());
        Answer after = orders.decided(orderOf(11).line("kettle", 1, "24.90"));

        assertThat(same.body()).isEqualTo(before.body());
        assertThat(after.state()).isEqualTo("VALIDATED");
    }

    @Test
    void everyOrderHasVersionsWithoutGapsAndOneFinalState() {
        orders.decided(orderOf(12).line("kettle", 1, "24.90"));

        system.committed(Topics.ORDERS).stream()
                .collect(java.util.stream.Collectors.groupingBy(Order::getId))
                .forEach((id, versions) -> assertThat(versions)
                        .as("order %s", id)
                        .extracting(Order::getVersion)
                        .isEqualTo(IntStream.rangeClosed(1, versions.size())
                                .boxed()
                                .toList()));
    }
}
