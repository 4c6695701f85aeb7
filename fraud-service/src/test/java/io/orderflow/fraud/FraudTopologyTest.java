/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.PinnedTopology;
import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.KeyValue;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class FraudTopologyTest {

    private static final Duration WINDOW = Duration.ofHours(1);
    private static final FraudConfig CONFIG =
            new FraudConfig(WINDOW, new BigDecimal("2000"), new BigDecimal("5000"), 5);

    @AutoClose
    private final TopologyFixture fixture =
            new TopologyFixture(FraudMain.NAME, serdes -> new FraudTopology(CONFIG, serdes).build());

    @Test
    void ordinaryOrderPasses() {
        fixture.created(order("A").line("kettle", 2, "24.90"));

        assertThat(fixture.verdicts()).containsExactly("A PASS []");
    }

    @Test
    void verdictSaysWhichCheckAndWhen() {
        fixture.pass(Duration.ofSeconds(30));
        fixture.created(order("A").line("kettle", 2, "24.90"));

        assertThat(fixture.receivedRecords(Topics.ORDER_VALIDATIONS))
                .containsExactly(KeyValue.pair(
                        "A", new OrderValidation("A", "fraud", CheckResult.PASS, List.of(), fixture.now())));
    }

    @Test
    void orderOverTheLimitFails() {
        fixture.created(order("A").line("fridge", 1, "2150.00"));

        assertThat(fixture.verdicts())
                .containsExactly("A FAIL [order of 2,150.00 EUR is over the limit of 2,000.00 EUR an order]");
    }

    @Test
    void orderThatMakesItTooMuchFails() {
        fixture.created(worth("A", "2000"))
                .created(worth("B", "2000"))
                .created(worth("C", "1000.01"))
                .created(worth("D", "0"));

        assertThat(fixture.verdicts())
                .containsExactly(
                        "A PASS []",
                        "B PASS []",
                        "C FAIL [orders of 5,000.01 EUR within 1h are over the limit of 5,000.00 EUR]",
                        "D PASS []");
    }

    @Test
    void oneOrderTooManyFails() {
        for (int i = 1; i <= 6; i++) {
            fixture.created(worth("A" + i, "1"));
        }

        assertThat(fixture.verdicts()).hasSize(6).last().isEqualTo("A6 FAIL [more than 5 orders within 1h]");
    }

    @Test
    void customersDoNotCountForEachOther() {
        fixture.created(worth("A", "2000").customer(1))
                .created(worth("B", "2000").customer(1));
        fixture.created(worth("C", "2000").customer(2))
                .created(worth("D", "2000").customer(1));

        assertThat(fixture.verdicts())
                .containsExactly(
                        "A PASS []",
                        "B PASS []",
                        "C PASS []",
                        "D FAIL [orders of 6,000.00 EUR within 1h are over the limit of 5,000.00 EUR]");
    }

    @Test
    void currenciesDoNotCountForEachOther() {
        fixture.created(worth("A", "2000")).created(worth("B", "2000"));
        fixture.created(worth("C", "2000").currency("USD")).created(worth("D", "1000"));

        assertThat(fixture.verdicts()).containsExactly("A PASS []", "B PASS []", "C PASS []", "D PASS []");
    }

    @Test
    void theEndOfAnOrderThatIsReadAgainIsInTheChangelogWhateverIsOnTheDisk() {
        fixture.created(worth("A", "2000")).send(worth("A", "2000").cancelled());
        assertThat(fixture.changes(SpendingProcessor.RECENT_ORDERS)).hasSize(2);

        fixture.send(worth("A", "2000").cancelled());

        assertThat(fixture.changes(SpendingProcessor.RECENT_ORDERS)).hasSize(1);
    }

    @Test
    void negativeLineMakesNoRoom() {
        fixture.created(order("A").line("fridge", 1, "2000.01").line("refund", 1, "-500"));
        fixture.created(order("B").line("refund", -9, "500"))
                .created(worth("C", "2000"))
                .created(worth("D", "2000"))
                .created(worth("E", "1000.01"));

        assertThat(fixture.verdicts())
                .containsExactly(
                        "A FAIL [order of 2,000.01 EUR is over the limit of 2,000.00 EUR an order]",
                        "B PASS []",
                        "C PASS []",
                        "D PASS []",
                        "E FAIL [orders of 5,000.01 EUR within 1h are over the limit of 5,000.00 EUR]");
    }

    @Test
    void windowIsOfEventTimeWhateverTheOrderOfArrival() {
        fixture.created(worth("later", "2000").at(NOON.plus(Duration.ofMinutes(50))));
        fixture.created(worth("early", "2000").at(NOON));
        fixture.created(worth("between", "2000").at(NOON.plus(Duration.ofMinutes(20))));
        fixture.created(worth("next", "2000").at(NOON.plus(Duration.ofMinutes(81))));

        assertThat(fixture.verdicts())
                .containsExactly(
                        "later PASS []",
                        "early PASS []",
                        "between FAIL [orders of 6,000.00 EUR within 1h are over the limit of 5,000.00 EUR]",
                        "next PASS []");
    }

    @Test
    void repeatCountsOnceAndGetsTheSameVerdict() {
        fixture.created(worth("A", "2000")).created(worth("B", "2000")).created(worth("C", "2000"));
        List<OrderValidation> first = fixture.received(Topics.ORDER_VALIDATIONS);
        fixture.pass(Duration.ofMinutes(5));
        fixture.created(worth("A", "2000")).created(worth("B", "2000")).created(worth("C", "2000"));

        assertThat(fixture.received(Topics.ORDER_VALIDATIONS)).isEqualTo(first);
    }

    @Test
    void failedAndCancelledOrdersCountNoMoreAndAreNotJudgedAgain() {
        OrderBuilder a = worth("A", "2000");
        fixture.created(a).created(worth("B", "2000"));
        fixture.send(a.failed("inventory", "none left"));
        fixture.created(worth("C", "2000"));
        fixture.send(worth("B", "2000").validated());
        fixture.send(worth("B", "2000").cancelled());
        fixture.created(worth("D", "2000")).created(a).created(worth("E", "2000"));

        assertThat(fixture.verdicts())
                .containsExactly(
                        "A PASS []",
                        "B PASS []",
                        "C PASS []",
                        "D PASS []",
                        "A PASS []",
                        "E FAIL [orders of 6,000.00 EUR within 1h are over the limit of 5,000.00 EUR]");
    }

    @Test
    void validatedAndShippedOrdersCountOn() {
        OrderBuilder a = worth("A", "2000");
        fixture.created(a).created(worth("B", "2000"));
        fixture.send(a.validated());
        fixture.send(a.shipped());
        fixture.created(worth("C", "2000"));

        assertThat(fixture.verdicts())
                .last()
                .isEqualTo("C FAIL [orders of 6,000.00 EUR within 1h are over the limit of 5,000.00 EUR]");
    }

    @Test
    void customerWhoStaysAwayIsForgotten() {
        fixture.created(worth("A", "1").customer(1));
        assertThat(accounts()).isEqualTo(1);

        fixture.pass(WINDOW.multipliedBy(3));
        fixture.created(worth("B", "1").customer(2).at(fixture.now()));

        assertThat(accounts()).isEqualTo(1);
    }

    @Test
    void unreadableOrderGoesToTheDeadLettersAndTheStreamGoesOn() {
        fixture.sendBytes(Topics.ORDERS, "A", "garbage".getBytes(UTF_8));
        fixture.created(worth("B", "1"));

        assertThat(fixture.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("orders");
            assertThat(letter.reason()).isNotEmpty();
        });
        assertThat(fixture.verdicts()).containsExactly("B PASS []");
    }

    @Test
    void tombstonesAreNoOrders() {
        fixture.tombstone(Topics.ORDERS, "A");

        assertThat(fixture.verdicts()).isEmpty();
        assertThat(fixture.deadLetters()).isEmpty();
    }

    @Test
    void topologyIsPinned() {
        FraudTopology topology = new FraudTopology(CONFIG, EventSerdes.using(new InMemoryRegistry()));

        PinnedTopology.check(topology.build(), getClass());
    }

    private static OrderBuilder worth(String id, String value) {
        return order(id).line("kettle", 1, value);
    }

    private long accounts() {
        return fixture.driver()
                .getKeyValueStore(SpendingProcessor.RECENT_ORDERS)
                .approximateNumEntries();
    }
}
