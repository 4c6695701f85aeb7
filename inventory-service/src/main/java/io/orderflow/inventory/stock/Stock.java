/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory.stock;

import io.orderflow.inventory.state.LineVerdict;
import io.orderflow.inventory.state.MoveKind;
import io.orderflow.inventory.state.Reservation;
import io.orderflow.inventory.state.ReservationStatus;
import io.orderflow.inventory.state.StockMove;
import io.orderflow.inventory.state.StockTotals;
import io.orderflow.schemas.RecordBounds;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of one product. Orders move it, in whatever order and however often their moves arrive:
 *
 * <ul>
 *   <li><em>never oversold</em>: whenever units are reserved for a new order, reserved + shipped &le; received afterwards;
 *   <li><em>never leaked</em>: reserved is the sum over the reservations that are {@code RESERVED}. An order that is final
 *       holds none, so at rest it is the sum over the validated orders.
 * </ul>
 *
 * <p>A wish for a product ends {@code RELEASED} or {@code SHIPPED}, and from there nothing moves it: this is what makes
 * repeats and latecomers harmless, for as long as the ending is remembered.
 *
 * <p>Received is cumulative and shipping turns reserved into shipped in one step. A count of units on hand would fall later
 * than the reservation of what was shipped, and oversell in between.
 *
 * @param received units received to date
 * @param shipped units shipped to date
 * @param reserved units held by orders
 */
public record Stock(long received, long shipped, long reserved) {

    /** A product nobody has stocked yet. */
    public static final Stock NONE = new Stock(0, 0, 0);

    /** The stock and the order's reservation after a move; the same ones as before if it changed nothing. */
    public record Answer(Stock stock, Reservation reservation) {

        /** The answer to the order, which only one that wants to reserve gets. */
        public Optional<LineVerdict> verdictOn(StockMove move) {
            return move.getKind() == MoveKind.RESERVE
                    ? Optional.of(new LineVerdict(
                            move.getLine(), move.getLines(), reservation.getRefusal(), reservation.getDecidedAt()))
                    : Optional.empty();
        }
    }

    /** The stock as kept, or {@link #NONE}. */
    public static Stock of(@Nullable StockTotals kept) {
        return kept == null ? NONE : new Stock(kept.getReceived(), kept.getShipped(), kept.getReserved());
    }

    /** The stock as it is kept. */
    public StockTotals totals() {
        return new StockTotals(received, shipped, reserved);
    }

    /** What a new order can have. Below 0 after a correction: more was promised than there is. */
    public long available() {
        return received - shipped - reserved;
    }

    /** The stock after the warehouse said how much it received to date. */
    public Stock received(long toDate) {
        return new Stock(toDate, shipped, reserved);
    }

    /**
     * What {@code move} makes of this stock.
     *
     * @param product the product's name, for words
     * @param known what is known of the order's wish for this product
     */
    public Answer after(String product, StockMove move, Optional<Reservation> known, Instant now) {
        if (known.isPresent() && isSettled(known.get())) {
            return new Answer(this, known.get());
        }
        return switch (move.getKind()) {
            case RESERVE -> known.map(this::unchanged).orElseGet(() -> reserve(product, move, now));
            case ADOPT -> known.filter(Stock::isHolding).map(this::unchanged).orElseGet(() -> hold(product, move, now));
            case RELEASE -> release(known.orElseGet(() -> refused(product, "the order was closed before", now)));
            case CONSUME -> ship(known.filter(Stock::isHolding), move, now);
        };
    }

    /** True if nothing will change it. */
    public static boolean isSettled(Reservation reservation) {
        return reservation.getStatus() == ReservationStatus.RELEASED
                || reservation.getStatus() == ReservationStatus.SHIPPED;
    }

    private static boolean isHolding(Reservation reservation) {
        return reservation.getStatus() == ReservationStatus.RESERVED;
    }

    private Answer unchanged(Reservation known) {
        return new Answer(this, known);
    }

    private Answer reserve(String product, StockMove move, Instant now) {
        if (move.getUnits() > available()) {
            String words = move.getUnits() + " asked, " + Math.max(0, available()) + " available";
            return new Answer(this, refused(product, words, now));
        }
        return hold(product, move, now);
    }

    private Answer hold(String product, StockMove move, Instant now) {
        if (move.getUnits() < 1) {
            return new Answer(this, refused(product, move.getUnits() + " asked, must be at least 1", now));
        }
        return new Answer(
                new Stock(received, shipped, reserved + move.getUnits()),
                new Reservation(ReservationStatus.RESERVED, move.getUnits(), null, now));
    }

    private Answer release(Reservation open) {
        return new Answer(
                new Stock(received, shipped, reserved - open.getUnits()),
                new Reservation(ReservationStatus.RELEASED, open.getUnits(), open.getRefusal(), open.getDecidedAt()));
    }

    private Answer ship(Optional<Reservation> held, StockMove move, Instant now) {
        long units = held.map(Reservation::getUnits).orElse(Math.max(0, move.getUnits()));
        return new Answer(
                new Stock(received, shipped + units, held.isPresent() ? reserved - units : reserved),
                new Reservation(
                        ReservationStatus.SHIPPED,
                        units,
                        null,
                        held.map(Reservation::getDecidedAt).orElse(now)));
    }

    private static Reservation refused(String product, String words, Instant now) {
        String named = RecordBounds.text(product, RecordBounds.LONGEST_PRODUCT) + ": " + words;
        return new Reservation(ReservationStatus.REFUSED, 0L, named, now);
    }
}
