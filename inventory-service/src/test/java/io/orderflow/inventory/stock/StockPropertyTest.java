/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory.stock;

import static io.orderflow.common.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.inventory.state.MoveKind;
import io.orderflow.inventory.state.Reservation;
import io.orderflow.inventory.state.ReservationStatus;
import io.orderflow.inventory.state.StockMove;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ledger's promises, whatever comes in which order and how often. A failing seed is in the test's name. */
class StockPropertyTest {

    private static final int ORDERS = 30;

    /** How orders end, and what they asked on the way. */
    private static final List<List<MoveKind>> LIVES = List.of(
            List.of(MoveKind.RESERVE, MoveKind.RELEASE),
            List.of(MoveKind.RESERVE, MoveKind.ADOPT),
            List.of(MoveKind.RESERVE, MoveKind.ADOPT, MoveKind.RELEASE),
            List.of(MoveKind.RESERVE, MoveKind.ADOPT, MoveKind.CONSUME),
            List.of(MoveKind.ADOPT),
            List.of(MoveKind.CONSUME),
            List.of(MoveKind.RELEASE));

    private final Map<String, Reservation> reservations = new HashMap<>();
    private Stock stock = Stock.NONE;

    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverOversellsAndNeverLeaks(long seed) {
        Random random = new Random(seed);
        long heldAtRest = 0;
        long shippedAtRest = 0;
        List<StockMove> moves = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            List<MoveKind> life = LIVES.get(random.nextInt(LIVES.size()));
            long units = random.nextLong(1, 6);
            String order = "order-" + i;
            life.forEach(kind -> moves.add(new StockMove(kind, order, units, 0, 1)));
            MoveKind end = life.get(life.size() - 1);
            heldAtRest += end == MoveKind.ADOPT ? units : 0;
            shippedAtRest += end == MoveKind.CONSUME ? units : 0;
        }
        List<StockMove> withRepeats = new ArrayList<>(moves);
        moves.stream().filter(move -> random.nextBoolean()).forEach(withRepeats::add);
        Collections.shuffle(withRepeats, random);

        for (StockMove move : withRepeats) {
            if (random.nextInt(5) == 0) {
                stock = stock.received(random.nextInt(80)); // corrections included
            }
            apply(move);
        }

        assertThat(stock.reserved()).isEqualTo(heldAtRest);
        assertThat(stock.shipped()).isEqualTo(shippedAtRest);
    }

    private void apply(StockMove move) {
        Stock before = stock;
        Stock.Answer answer =
                before.after("kettle", move, Optional.ofNullable(reservations.get(move.getOrderId())), NOON);
        stock = answer.stock();
        reservations.put(move.getOrderId(), answer.reservation());

        assertThat(stock.reserved()).as("leaked after %s", move).isEqualTo(held());
        if (move.getKind() == MoveKind.RESERVE && stock.reserved() > before.reserved()) {
            assertThat(stock.reserved() + stock.shipped())
                    .as("oversold by %s", move)
                    .isLessThanOrEqualTo(stock.received());
        }
    }

    private long held() {
        return reservations.values().stream()
                .filter(reservation -> reservation.getStatus() == ReservationStatus.RESERVED)
                .mapToLong(Reservation::getUnits)
                .sum();
    }
}
