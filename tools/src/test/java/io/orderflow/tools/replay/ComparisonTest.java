/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.customer;
import static io.orderflow.common.testing.Sample.fail;
import static io.orderflow.common.testing.Sample.order;
import static io.orderflow.common.testing.Sample.pass;
import static io.orderflow.common.testing.Sample.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.tools.replay.Comparison.Counts;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComparisonTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final List<Difference> differences = new ArrayList<>();
    private Comparison comparison = limits("100", "150", NOON);

    private Comparison limits(String orderLimit, String spendingLimit, Instant since) {
        FraudConfig config = new FraudConfig(HOUR, new BigDecimal(orderLimit), new BigDecimal(spendingLimit), 1_000);
        return new Comparison(new FraudRehearsal(config), since, differences::add);
    }

    private static OrderBuilder worth(String id, String value) {
        return order(id).line("kettle", 1, value);
    }

    @Test
    void anOrderThatPassedAndIsOverTheNewLimitWouldFail() {
        comparison.order(worth("A", "120").created());
        comparison.verdict(pass("A", "fraud"));

        assertThat(differences).singleElement().satisfies(one -> {
            assertThat(one.wouldPass()).isFalse();
            assertThat(one.orderId()).isEqualTo("A");
            assertThat(one.now().reasons())
                    .containsExactly("order of 120.00 EUR is over the limit of 100.00 EUR an order");
        });
        assertThat(comparison.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    }

    @Test
    void anOrderThatWasRefusedAndIsWithinTheNewLimitWouldPass() {
        comparison.verdict(fail("A", "fraud", "order of 90.00 EUR is over the limit of 50.00 EUR an order"));
        comparison.order(worth("A", "90").created());

        assertThat(differences)
                .singleElement()
                .satisfies(one -> assertThat(one.wouldPass()).isTrue());
    }

    @Test
    void whatStaysRefusedInOtherWordsIsTheSameVerdict() {
        comparison.order(worth("A", "120").created());
        comparison.verdict(fail("A", "fraud", "order of 120.00 EUR is over the limit of 110.00 EUR an order"));

        assertThat(differences).isEmpty();
        assertThat(comparison.counts()).isEqualTo(new Counts(1, 1, 1, 0, 0, 0));
    }

    @Test
    void theFirstVerdictOfTheCheckCountsAndThoseOfOthersDoNot() {
        comparison.order(worth("A", "20").created());
        comparison.verdict(fail("A", "inventory", "kettle: 1 asked, 0 available"));
        comparison.verdict(pass("A", "fraud"));
        comparison.verdict(fail("A", "fraud", "again"));

        assertThat(comparison.counts()).isEqualTo(new Counts(1, 1, 0, 0, 0, 0));
    }

    @Test
    void ordersBeforeTheTimeAskedForOnlyFillTheMemory() {
        comparison.order(worth("A", "80").at(NOON.minusSeconds(60)).created());
        comparison.verdict(pass("A", "fraud"));
        comparison.order(worth("B", "80").created());
        comparison.verdict(pass("B", "fraud"));

        assertThat(differences)
                .singleElement()
                .satisfies(one -> assertThat(one.now().reasons())
                        .containsExactly("orders of 160.00 EUR within 1h are over the limit of 150.00 EUR"));
        assertThat(comparison.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    }

    @Test
    void anOrderThatFailedAnotherCheckCountsNoMore() {
        comparison.order(worth("A", "80").created());
        comparison.order(worth("A", "80").failed("inventory", "kettle: 1 asked, 0 available"));
        comparison.order(worth("B", "80").created());
        comparison.verdict(pass("A", "fraud"));
        comparison.verdict(pass("B", "fraud"));

        assertThat(differences).isEmpty();
    }

    @Test
    void anOrderThatOnlyThisCheckRefusedCountsIfTheRulesLetItPass() {
        comparison.order(worth("A", "80").created());
        comparison.verdict(fail("A", "fraud", "order of 80.00 EUR is over the limit of 50.00 EUR an order"));
        comparison.order(
                worth("A", "80").failed("fraud", "order of 80.00 EUR is over the limit of 50.00 EUR an order"));
        comparison.order(worth("B", "80").created());
        comparison.verdict(pass("B", "fraud"));

        assertThat(comparison.counts()).isEqualTo(new Counts(2, 0, 0, 1, 1, 0));
    }

    @Test
    void whatCompactionLeftOfAnOrderStandsForItsPlacing() {
        comparison.order(worth("A", "120").shipped());
        comparison.verdict(pass("A", "fraud"));

        assertThat(comparison.counts()).isEqualTo(new Counts(1, 0, 0, 0, 1, 0));
    }

    @Test
    void anOrderWithoutAVerdictIsUnanswered() {
        comparison.order(worth("A", "20").created());

        assertThat(comparison.counts()).isEqualTo(new Counts(1, 0, 0, 0, 0, 1));
    }

    @Test
    void orderDetailsAreHeldAgainstTheCatalogueAsItIsNow() {
        comparison = new Comparison(
                new DetailsRehearsal(Map.of(1L, customer(1)), Map.of("kettle", product("kettle", "24.90"))),
                NOON,
                differences::add);

        comparison.order(worth("A", "19.90").created());
        comparison.verdict(pass("A", "order-details"));
        comparison.order(worth("B", "24.90").created());
        comparison.verdict(pass("B", "order-details"));

        assertThat(differences)
                .singleElement()
                .satisfies(one -> assertThat(one.now().reasons())
                        .containsExactly("kettle: unit price 19.90 EUR asked, 24.90 EUR in the catalogue"));
    }
}
