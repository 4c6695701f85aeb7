/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory.stock;

import static io.orderflow.common.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.inventory.state.LineVerdict;
import io.orderflow.inventory.state.MoveKind;
import io.orderflow.inventory.state.Reservation;
import io.orderflow.inventory.state.ReservationStatus;
import io.orderflow.inventory.state.StockMove;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StockTest {

    private static final Stock FIVE = new Stock(5, 0, 0);

    @Test
    void reservesWhatIsThere() {
        Stock.Answer answer = after(FIVE, MoveKind.RESERVE, 5);

        assertThat(answer.stock()).isEqualTo(new Stock(5, 0, 5));
        assertThat(answer.reservation()).isEqualTo(new Reservation(ReservationStatus.RESERVED, 5L, null, NOON));
        assertThat(answer.verdictOn(move(MoveKind.RESERVE, 5))).contains(new LineVerdict(0, 1, null, NOON));
    }

    @Test
    void refusesMoreThanIsThere() {
        Stock.Answer answer = after(new Stock(5, 2, 2), MoveKind.RESERVE, 2);

        assertThat(answer.stock()).isEqualTo(new Stock(5, 2, 2));
        assertThat(answer.reservation().getRefusal()).isEqualTo("kettle: 2 asked, 1 available");
    }

    @Test
    void saysNoneWhereMoreIsPromisedThanThereIs() {
        Stock.Answer answer = after(new Stock(5, 4, 4), MoveKind.RESERVE, 1);

        assertThat(answer.reservation().getRefusal()).isEqualTo("kettle: 1 asked, 0 available");
    }

    @Test
    void refusesAQuantityBelowOne() {
        Stock.Answer answer = after(FIVE, MoveKind.RESERVE, 0);

        assertThat(answer.stock()).isEqualTo(FIVE);
        assertThat(answer.reservation().getRefusal()).isEqualTo("kettle: 0 asked, must be at least 1");
    }

    @Test
    void aRefusedOrderStaysRefusedThoughStockArrived() {
        Reservation refused = after(Stock.NONE, MoveKind.RESERVE, 1).reservation();

        Stock.Answer answer = after(FIVE, MoveKind.RESERVE, 1, refused);

        assertThat(answer).isEqualTo(new Stock.Answer(FIVE, refused));
    }

    @Test
    void validationAfterAReservationChangesNothing() {
        Stock.Answer reserved = after(FIVE, MoveKind.RESERVE, 2);

        assertThat(after(reserved.stock(), MoveKind.ADOPT, 2, reserved.reservation()))
                .isEqualTo(reserved);
    }

    @Test
    void validationHoldsUnitsEvenWhereNoneAreLeft() {
        assertThat(after(Stock.NONE, MoveKind.ADOPT, 2).stock()).isEqualTo(new Stock(0, 0, 2));
    }

    @Test
    void validationHoldsUnitsOfAnOrderThatThisCheckRefused() {
        Reservation refused = after(Stock.NONE, MoveKind.RESERVE, 2).reservation();

        assertThat(after(FIVE, MoveKind.ADOPT, 2, refused).stock()).isEqualTo(new Stock(5, 0, 2));
    }

    @Test
    void releaseGivesBackOnce() {
        Stock.Answer reserved = after(FIVE, MoveKind.RESERVE, 2);
        Stock.Answer released = after(reserved.stock(), MoveKind.RELEASE, 2, reserved.reservation());

        assertThat(released.stock()).isEqualTo(FIVE);
        assertThat(after(FIVE, MoveKind.RELEASE, 2, released.reservation()).stock())
                .isEqualTo(FIVE);
    }

    @Test
    void releaseOfARefusedOrderGivesNothingBack() {
        Reservation refused = after(FIVE, MoveKind.RESERVE, 9).reservation();

        assertThat(after(FIVE, MoveKind.RELEASE, 9, refused).stock()).isEqualTo(FIVE);
    }

    @Test
    void shippingTurnsReservedIntoShippedOnce() {
        Stock.Answer reserved = after(FIVE, MoveKind.RESERVE, 2);
        Stock.Answer shipped = after(reserved.stock(), MoveKind.CONSUME, 2, reserved.reservation());

        assertThat(shipped.stock()).isEqualTo(new Stock(5, 2, 0));
        assertThat(after(shipped.stock(), MoveKind.CONSUME, 2, shipped.reservation()))
                .isEqualTo(shipped);
    }

    @Test
    void shippingWithoutAReservationCounts() {
        assertThat(after(FIVE, MoveKind.CONSUME, 2).stock()).isEqualTo(new Stock(5, 2, 0));
        assertThat(after(FIVE, MoveKind.CONSUME, -2).stock()).isEqualTo(FIVE);
    }

    @Test
    void onlyOneWhoWantsToReserveIsAnswered() {
        for (MoveKind kind : new MoveKind[] {MoveKind.ADOPT, MoveKind.RELEASE, MoveKind.CONSUME}) {
            assertThat(after(FIVE, kind, 2).verdictOn(move(kind, 2))).isEmpty();
        }
    }

    private static Stock.Answer after(Stock stock, MoveKind kind, long units) {
        return stock.after("kettle", move(kind, units), Optional.empty(), NOON);
    }

    private static Stock.Answer after(Stock stock, MoveKind kind, long units, Reservation known) {
        return stock.after("kettle", move(kind, units), Optional.of(known), NOON.plusSeconds(1));
    }

    private static StockMove move(MoveKind kind, long units) {
        return new StockMove(kind, "A", units, 0, 1);
    }
}
