/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.commands.CommandPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BacklogTest {

    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    @Test
    void anOrderIsCountedUntilItIsDecided() {
        try (OrdersFixture orders = new OrdersFixture()) {
            assertThat(orders.undecided()).isZero();

            orders.placed("A").placed("B").placed("C").passed("A", "fraud");
            assertThat(orders.undecided()).isEqualTo(3);

            orders.passedByAll("A").cancelled("B");
            assertThat(orders.undecided()).isOne();

            orders.later(Duration.ofMinutes(5)).later(Duration.ofSeconds(5));
            assertThat(orders.transitions()).contains("C FAILED 2");
            assertThat(orders.undecided()).isZero();
        }
    }

    @Test
    void thoseThatTheirChecksDecidedAreCountedWithTheirWaits() {
        try (OrdersFixture orders = new OrdersFixture()) {
            orders.placed("A")
                    .placed("B")
                    .placed("C")
                    .later(Duration.ofSeconds(2))
                    .passedByAll("A")
                    .cancelled("B");
            orders.later(Duration.ofMinutes(5)).later(Duration.ofSeconds(5));

            assertThat(orders.backlog().decided()).isOne();
            assertThat(orders.backlog().waited()).isEqualTo(Duration.ofSeconds(2));
        }
    }

    @Test
    void ordersAreUnderWayFromTheirPostUntilTheyAreDecided() {
        Backlog backlog = new Backlog(() -> 5);
        Backlog.Part mine = backlog.of(0);
        mine.read(6);
        backlog.written(new CommandPosition(0, 9));
        backlog.written(new CommandPosition(1, 99)); // another instance's partition
        assertThat(backlog.underWay()).isEqualTo(5 + 3); // not acknowledged, not read

        mine.read(9);
        mine.holds(2);
        assertThat(backlog.underWay()).isEqualTo(5 + 2);
    }

    @Test
    void theOldestIsAsOldAsItHasWaited() {
        try (OrdersFixture orders = new OrdersFixture()) {
            orders.placed("A").later(Duration.ofSeconds(20)).placed("B").later(Duration.ofSeconds(10));
            assertThat(orders.oldestUndecided()).isEqualTo(Duration.ofSeconds(30));

            orders.passedByAll("A").later(Duration.ofSeconds(10));
            assertThat(orders.oldestUndecided()).isEqualTo(Duration.ofSeconds(20));

            orders.passedByAll("B");
            assertThat(orders.oldestUndecided()).isZero();
        }
    }

    @Test
    void aPartitionThatMovesAwayTakesItsOrdersAlong() {
        Backlog backlog = new Backlog(() -> 5);
        Backlog.Part first = backlog.of(0);
        Backlog.Part second = backlog.of(1);
        first.holds(3);
        first.oldest(Optional.of(NOON));
        second.holds(4);
        second.oldest(Optional.of(NOON.plusSeconds(5)));
        assertThat(backlog.undecided()).isEqualTo(7);
        assertThat(backlog.oldest(NOON.plusSeconds(60))).isEqualTo(Duration.ofSeconds(60));

        first.close();

        assertThat(backlog.undecided()).isEqualTo(4);
        assertThat(backlog.oldest(NOON.plusSeconds(60))).isEqualTo(Duration.ofSeconds(55));
    }

    @Test
    void anotherThreadMayTakeAPartitionBeforeTheFirstHasLetGoOfIt() {
        Backlog backlog = new Backlog(() -> 5);
        Backlog.Part before = backlog.of(0);
        before.holds(3);
        backlog.of(0).holds(5);

        before.close();

        assertThat(backlog.undecided()).isEqualTo(5);
    }
}
