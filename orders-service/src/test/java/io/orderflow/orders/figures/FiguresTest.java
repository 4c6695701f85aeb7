/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.figures;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class FiguresTest {

    private Instant now = NOON;
    private final Figures figures = new Figures(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void ordersAreCountedWhenTheyChangeState() {
        begin();
        placed("A", 0);
        placed("B", 1);
        decided("A", OrderState.VALIDATED, 0, 2);
        after(5);
        placed("C", 5);
        after(5);

        FiguresResponse told = figures.now();

        assertThat(told.created()).endsWith(2, 1);
        assertThat(told.validated()).endsWith(1, 0);
        assertThat(told.undecidedThen()).endsWith(1, 2);
        assertThat(told.undecided()).isEqualTo(2);
        assertThat(told.undecidedSince()).isEqualTo(NOON.plusSeconds(1).toString());
        assertThat(told.lately().createdPerSecond()).isEqualTo(0.3);
        assertThat(told.lately().decidedPerSecond()).isEqualTo(0.1);
    }

    @Test
    void theSpanThatIsUnderWayIsNotTold() {
        begin();
        after(5);
        placed("A", 5);

        assertThat(figures.now().created()).doesNotContain(1);
        assertThat(figures.now().undecided()).isEqualTo(1);
        assertThat(figures.now().undecidedThen()).endsWith(0);
    }

    @Test
    void theTimeToTheDecisionIsToldToFiveInAHundred() {
        begin();
        for (int i = 0; i < 99; i++) {
            decided("A" + i, OrderState.VALIDATED, 0, 1);
        }
        decided("slow", OrderState.FAILED, 0, 4);
        after(5);

        assertThat(figures.now().lately().p50()).isBetween(950L, 1_050L);
        assertThat(figures.now().p99()).last().isEqualTo(figures.now().lately().p50());
        decided("slower", OrderState.FAILED, 0, 4);
        assertThat(figures.now().lately().p99()).isBetween(3_800L, 4_200L);
    }

    @Test
    void whereNothingWasDecidedNoTimeIsTold() {
        begin();
        after(5);

        assertThat(figures.now().p50()).containsOnlyNulls();
        assertThat(figures.now().lately().p99()).isNull();
    }

    @Test
    void whatFailedOrdersIsToldWithItsNewestReason() {
        begin();
        figures.saw(order("A").line("kettle", 1).failed("inventory", "kettle: 1 asked, 0 available"));
        figures.saw(order("B").line("kettle", 1).failed("inventory", "kettle: 2 asked, 0 available"));
        figures.saw(order("C").line("kettle", 1).failed("fraud", "too much"));
        after(10);

        assertThat(figures.now().failedBy())
                .extracting(failed -> failed.check() + " " + failed.orders() + " " + failed.reason())
                .containsExactly("inventory 2 kettle: 2 asked, 0 available", "fraud 1 too much");
    }

    @Test
    void whatIsOlderThanTenMinutesIsForgotten() {
        begin();
        placed("A", 0);
        after(599);
        assertThat(figures.now().created()).contains(1);
        after(6);
        placed("B", 605);
        assertThat(figures.now().created()).doesNotContain(1).hasSize(120);
    }

    @Test
    void aClockThatIsAheadDoesNotWriteIntoTheFuture() {
        begin();
        placed("A", 3_600);
        after(5);

        assertThat(figures.now().created()).last().isEqualTo(1);
    }

    @Test
    void whereReadingBeganLateNothingIsSaidOfWhatWasBefore() {
        figures.begin(false);
        after(600);
        placed("A", 590);

        assertThat(figures.now().created()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void thereAreAlwaysFiguresAlsoBeforeTheFirstOrder() {
        figures.begin(false);

        assertThat(figures.now().created()).isEqualTo(List.of(0));
    }

    private void begin() {
        figures.begin(true);
    }

    private void after(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private void placed(String id, int second) {
        figures.saw(at(order(id).line("kettle", 1).created(), 1, OrderState.CREATED, second, second));
    }

    private void decided(String id, OrderState state, int placed, int second) {
        figures.saw(at(order(id).line("kettle", 1).created(), 2, state, placed, second));
    }

    private static Order at(Order order, int version, OrderState state, int placed, int second) {
        return new Order(
                order.getId(),
                order.getCustomerId(),
                state,
                version,
                order.getCurrency(),
                order.getLines(),
                order.getChecks(),
                order.getFailures(),
                order.getRequestId(),
                NOON.plusSeconds(placed),
                NOON.plusSeconds(second));
    }
}
