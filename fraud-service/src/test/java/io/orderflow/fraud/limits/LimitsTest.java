/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.fraud.state.JudgedOrder;
import io.orderflow.fraud.state.PlacedOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LimitsTest {

    private static final Duration WINDOW = Duration.ofMinutes(60);
    private static final int ORDERS_LIMIT = 5;

    private final Limits limits = limits(ORDERS_LIMIT);
    private RecentOrders recent = limits.recent(List.of());

    @Test
    void thisOrderCounts() {
        assertThat(judge("A", 0, "1000")).isEmpty();
        assertThat(judge("B", 1, "1500.01"))
                .containsExactly("orders of 2,500.01 EUR within 1h are over the limit of 2,500.00 EUR");
    }

    @Test
    void refusedOrderDoesNotCount() {
        assertThat(judge("A", 0, "2400")).hasSize(1);
        assertThat(judge("B", 1, "2000")).isEmpty();
        assertThat(judge("C", 2, "500")).isEmpty();
    }

    @Test
    void orderThatHasEndedCountsNoMoreButKeepsItsVerdict() {
        judge("A", 0, "2000");
        recent = recent.ended("A").ended("A").ended("never heard of");

        assertThat(judge("B", 1, "2000")).isEmpty();
        assertThat(judge("A", 0, "2000")).isEmpty();
        assertThat(judge("C", 2, "500")).as("A counts no more").isEmpty();
    }

    @Test
    void anyNumberOfOrdersOfNothingLocksNobodyOut() {
        for (int i = 0; i < 1_000; i++) {
            judge("nothing-" + i, i / 100, "0");
            recent = recent.ended("nothing-" + i);
        }

        assertThat(judge("A", 30, "2000")).isEmpty();
        assertThat(recent.orders()).hasSize(2 * ORDERS_LIMIT + 1);
    }

    @Test
    void everyReasonIsGiven() {
        IntStream.range(0, ORDERS_LIMIT).forEach(i -> judge("A" + i, i, "100"));

        assertThat(judge("B", 10, "2100"))
                .containsExactly(
                        "order of 2,100.00 EUR is over the limit of 2,000.00 EUR an order",
                        "orders of 2,600.00 EUR within 1h are over the limit of 2,500.00 EUR",
                        "more than 5 orders within 1h");
    }

    @Test
    void orderOfAWholeWindowAgoCountsNoMore() {
        judge("A", 0, "2000");

        assertThat(judge("B", 60, "2000")).isEmpty();
    }

    @Test
    void orderOfAlmostAWindowAgoCounts() {
        judge("A", 1, "2000");

        assertThat(judge("B", 60, "2000")).hasSize(1);
    }

    @Test
    void repeatGetsTheSameVerdictAndCountsOnce() {
        judge("A", 0, "1000");
        Limits.Answer first = answer("B", 1, "2000", NOON.plusSeconds(60));
        Limits.Answer again = answer("B", 1, "2000", NOON.plusSeconds(999));

        assertThat(again.verdict()).isEqualTo(first.verdict());
        assertThat(again.recent().orders()).hasSize(2);
    }

    @Test
    void repeatOfAPassedOrderPassesThoughTheLimitIsUsedUpSince() {
        judge("A", 0, "1500");
        judge("B", 1, "1500");

        assertThat(judge("A", 0, "1500")).isEmpty();
    }

    @Test
    void lateOrderCountsWithThoseBeforeAndAfterIt() {
        judge("later", 30, "2000");

        assertThat(judge("late", 0, "600")).hasSize(1);
    }

    @Test
    void lateOrderDoesNotCountWithThoseOutOfItsWindow() {
        judge("early", 0, "2000");
        judge("later", 110, "2000");

        assertThat(judge("late", 55, "500")).isEmpty();
        assertThat(judge("another", 56, "0.01")).hasSize(1);
    }

    @Test
    void lateOrderCountsForLaterOnes() {
        judge("later", 30, "1000");
        judge("late", 0, "1000");

        assertThat(judge("next", 31, "600")).hasSize(1);
        assertThat(judge("after the late one", 61, "500")).isEmpty();
    }

    @Test
    void ordersAreForgottenWhenNoneToComeCanShareAWindowWithThem() {
        judge("A", 0, "1");
        judge("B", 119, "1");
        assertThat(recent.orders()).hasSize(2);

        judge("C", 120, "1");
        assertThat(recent.orders()).extracting(JudgedOrder::getOrderId).containsExactly("B", "C");
    }

    @Test
    void listIsBoundedHoweverMuchIsOrdered() {
        IntStream.range(0, 1_000).forEach(i -> judge("A" + i, i / 100, "1"));

        assertThat(recent.orders()).hasSize(3 * ORDERS_LIMIT);
        assertThat(judge("B", 30, "1")).containsExactly("more than 5 orders within 1h");
    }

    @Test
    void customerIsPastTwoWindowsAfterTheLastOrder() {
        judge("A", 0, "1");

        assertThat(recent.arePast(at(119))).isFalse();
        assertThat(recent.arePast(at(120))).isTrue();
    }

    /** Orders late by less than a window, in random order: forgetting must not change what passes. */
    @Test
    void forgettingChangesNoVerdict() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            RecentOrders bounded = limits(ORDERS_LIMIT).recent(List.of());
            List<JudgedOrder> all = new ArrayList<>();
            int dearest = seed % 2 == 0 ? 1_200 : 100; // in turn the value and the number of orders decide
            int newest = 0;
            for (int i = 0; i < 60; i++) {
                int minute = random.nextInt(3) > 0 ? newest + random.nextInt(30) : newest - random.nextInt(60);
                newest = Math.max(newest, minute);
                PlacedOrder order = placed("A" + i, minute, Integer.toString(random.nextInt(dearest)));
                Limits.Answer answer = limits.judge(bounded, order, NOON);

                boolean passes = order.getValue().compareTo(new BigDecimal("2000")) <= 0 && fitsWithAll(order, all);
                assertThat(answer.verdict().getReasons().isEmpty())
                        .as("seed %s order %s", seed, i)
                        .isEqualTo(passes);
                bounded = answer.recent();
                if (passes) {
                    all.add(answer.verdict());
                }
                if (random.nextInt(5) == 0 && !all.isEmpty()) {
                    String ended = all.remove(random.nextInt(all.size())).getOrderId();
                    bounded = bounded.ended(ended);
                }
            }
        }
    }

    /** The rule in its plainest form: no window, wherever it ends, that holds the order is over a limit. */
    private static boolean fitsWithAll(PlacedOrder order, List<JudgedOrder> all) {
        return IntStream.range(0, 60)
                .mapToObj(minutes -> order.getPlacedAt().plus(Duration.ofMinutes(minutes)))
                .allMatch(end -> {
                    List<JudgedOrder> window = all.stream()
                            .filter(other -> other.getPlacedAt().isAfter(end.minus(WINDOW)))
                            .filter(other -> !other.getPlacedAt().isAfter(end))
                            .toList();
                    BigDecimal value =
                            window.stream().map(JudgedOrder::getValue).reduce(order.getValue(), BigDecimal::add);
                    return window.size() < ORDERS_LIMIT && value.compareTo(new BigDecimal("2500")) <= 0;
                });
    }

    private List<String> judge(String id, int minute, String value) {
        return answer(id, minute, value, NOON).verdict().getReasons();
    }

    private Limits.Answer answer(String id, int minute, String value, Instant now) {
        Limits.Answer answer = limits.judge(recent, placed(id, minute, value), now);
        recent = answer.recent();
        return answer;
    }

    private static PlacedOrder placed(String id, int minute, String value) {
        return new PlacedOrder(id, "EUR", money(value), at(minute), false);
    }

    private static Instant at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute));
    }

    private static Limits limits(int ordersLimit) {
        return new Limits(WINDOW, new BigDecimal("2000"), new BigDecimal("2500"), ordersLimit);
    }
}
