/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody who may write verdicts answers as a check that they are not. */
class ProvenVerdictsTopologyTest {

    private static final String INVENTORY = "inventory-inventory-inventory-inventory";
    private static final String FRAUD = "fraud-fraud-fraud-fraud-fraud-fraud-fraud";
    private static final String WEATHER = "weather-weather-weather-weather-weather";

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private OrdersFixture orders;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("inventory.key"), INVENTORY);
        Files.writeString(folder.resolve("fraud.key"), FRAUD);
        Files.writeString(folder.resolve("weather.key"), WEATHER);
        orders = new OrdersFixture(Map.of(
                "orders.checks", "inventory,fraud",
                "orders.checks.shadow", "weather",
                "orders.checks.keys", folder.toString()));
    }

    @AfterEach
    void stop() {
        orders.close();
    }

    @Test
    void whatTheChecksSignDecides() {
        orders.placed("A")
                .signed(Sample.pass("A", "inventory"), key(INVENTORY))
                .signed(Sample.pass("A", "fraud"), key(FRAUD));

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2");
        assertThat(orders.deadLetters()).isEmpty();
    }

    @Test
    void aForgedVerdictIsSetAsideAndNeverDecides() {
        orders.placed("A")
                .signed(Sample.pass("A", "fraud"), key(FRAUD))
                .signed(Sample.pass("A", "inventory"), key(FRAUD))
                .judged(Sample.pass("A", "inventory"));

        assertThat(orders.transitions()).containsExactly("A CREATED 1");
        assertThat(orders.deadLetters())
                .containsExactly(
                        unproven("inventory", "its signature is another's"),
                        unproven("inventory", "it has no header Orderflow-Signature"));
        assertThat(orders.unproven()).isEqualTo(2);
    }

    @Test
    void whoIsQuickerThanTheCheckDoesNotSpeakForIt() {
        orders.placed("A")
                .signed(Sample.pass("A", "inventory"), key(FRAUD))
                .signed(Sample.fail("A", "inventory", "sold out"), key(INVENTORY))
                .signed(Sample.pass("A", "fraud"), key(FRAUD));

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A FAILED 2");
    }

    @Test
    void aForgedRefusalStopsNoOrder() {
        orders.placed("A")
                .signed(Sample.fail("A", "inventory", "not today"), key(FRAUD))
                .signed(Sample.pass("A", "fraud"), key(FRAUD))
                .signed(Sample.pass("A", "inventory"), key(INVENTORY));

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2");
    }

    @Test
    void aVerdictThatWasSignedForAnotherOrderIsNoneOfThisOne() {
        OrderValidation old = Sample.pass("A", "inventory");
        orders.placed("A").signed(old, key(INVENTORY)).placed("B").signed(Sample.pass("B", "fraud"), key(FRAUD));

        orders.signed(old, key(INVENTORY)).signedUnderKey("B", old, key(INVENTORY));

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "B CREATED 1");
        assertThat(orders.deadLetters())
                .containsExactly(new DeadLetter(
                        Topics.ORDER_VALIDATIONS.name(), "the key is B, but the record is about order A"));
    }

    @Test
    void theHistoryKnowsOnlyWhoIsProven() {
        orders.placed("A")
                .judged(Sample.fail("A", "inventory", "not today"))
                .signed(Sample.pass("A", "inventory"), key(INVENTORY))
                .signed(Sample.fail("A", "weather", "rain"), key(FRAUD))
                .signed(Sample.pass("A", "weather"), key(WEATHER));

        assertThat(orders.history("A")).containsExactly("CREATED", "inventory PASS COUNTED", "weather PASS SHADOW");
    }

    @Test
    void whileAKeyIsExchangedBothAreGood() throws IOException {
        Files.writeString(folder.resolve("fraud.key"), "another-another-another-another-another\n" + FRAUD);
        try (OrdersFixture later = new OrdersFixture(
                Map.of("orders.checks", "inventory,fraud", "orders.checks.keys", folder.toString()))) {
            later.placed("A")
                    .signed(Sample.pass("A", "inventory"), key(INVENTORY))
                    .signed(Sample.pass("A", "fraud"), key(FRAUD))
                    .placed("B")
                    .signed(Sample.pass("B", "inventory"), key(INVENTORY))
                    .signed(Sample.pass("B", "fraud"), key("another-another-another-another-another"));

            assertThat(later.transitions())
                    .containsExactly("A CREATED 1", "A VALIDATED 2", "B CREATED 1", "B VALIDATED 2");
        }
    }

    @Test
    void anOrderWhoseVerdictsAreAllForgedFailsByTheDeadline() {
        orders.placed("A").judged(Sample.pass("A", "inventory")).judged(Sample.pass("A", "fraud"));

        orders.later(Duration.ofMinutes(6)).later(Duration.ofSeconds(10));

        assertThat(orders.orders())
                .extracting(order -> order.getState() + " " + order.getFailures())
                .last()
                .asString()
                .contains("FAILED", "no verdict from inventory within 5m", "no verdict from fraud within 5m");
    }

    @Test
    void aSignatureIsOfAVerdictAndNotOfTheOrderThatItLedTo() {
        orders.placed("A")
                .signed(Sample.pass("A", "inventory"), key(INVENTORY))
                .signed(Sample.pass("A", "fraud"), key(FRAUD));

        assertThat(orders.headersOfOrders())
                .hasSize(2)
                .allSatisfy(headers ->
                        assertThat(headers.lastHeader(CheckKey.HEADER)).isNull());
    }

    private static CheckKey key(String text) {
        return CheckKey.of(text);
    }

    private static DeadLetter unproven(String check, String reason) {
        return new DeadLetter(
                Topics.ORDER_VALIDATIONS.name(), "the verdict is not proven to be from " + check + ": " + reason);
    }
}
