/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import io.orderflow.fraud.state.JudgedOrder;
import io.orderflow.fraud.state.PlacedOrder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The orders of one customer, in one currency, that may still share a window with an order to come; oldest first.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Each order is in the list once, whether it passed or not, so that a repeat gets the same verdict.
 *   <li>Only an order that passed counts, and only until it fails another check or is cancelled: orders that buy nothing,
 *       whoever places them, lock no customer out. In no window do the orders that count add up to more than a limit allows.
 *   <li>Time is event time. Orders are kept for two windows, because an order that arrives late by less than one window
 *       shares a window with orders up to two windows older than the newest.
 *   <li>At most twice as many orders that count are kept as the velocity limit allows, which are all there can be: no more
 *       than the limit passed in each of the two windows. Of the others as many are kept again, the newest; a repeat of one
 *       that was dropped for it is judged anew.
 * </ul>
 */
public final class RecentOrders {

    private final Duration window;
    private final int most;
    private final List<JudgedOrder> orders;

    /**
     * Orders as they were kept.
     *
     * @param window how long orders count
     * @param ordersLimit how many orders the velocity limit allows in a window
     * @param orders oldest first
     */
    public RecentOrders(Duration window, int ordersLimit, List<JudgedOrder> orders) {
        this(window, List.copyOf(orders), 2 * ordersLimit);
    }

    private RecentOrders(Duration window, List<JudgedOrder> orders, int most) {
        this.window = window;
        this.orders = orders;
        this.most = most;
    }

    /** Oldest first. */
    public List<JudgedOrder> orders() {
        return orders;
    }

    Optional<JudgedOrder> find(String orderId) {
        return orders.stream()
                .filter(known -> known.getOrderId().equals(orderId))
                .findFirst();
    }

    /**
     * What {@code order} adds up to: the most that any window around it holds. When orders arrive in the order of their
     * time that is the window which ends with this one; when one arrives late, it also counts with those after it, so that
     * in no window the orders that passed are together over a limit, in whatever order they arrived.
     */
    Spending spendingWith(PlacedOrder order) {
        BigDecimal value = order.getValue();
        int count = 1;
        for (Instant end : windowEnds(order.getPlacedAt())) {
            List<JudgedOrder> others = windowTo(end);
            value = value.max(others.stream().map(JudgedOrder::getValue).reduce(order.getValue(), BigDecimal::add));
            count = Math.max(count, others.size() + 1);
        }
        return new Spending(order.getCurrency(), order.getValue(), value, count);
    }

    /** These orders and {@code order}, without those that no order to come can share a window with. */
    RecentOrders with(JudgedOrder order) {
        List<JudgedOrder> all = new ArrayList<>(orders);
        int place = all.size();
        while (place > 0 && all.get(place - 1).getPlacedAt().isAfter(order.getPlacedAt())) {
            place--;
        }
        all.add(place, order);
        Instant newest = all.get(all.size() - 1).getPlacedAt();
        all.removeIf(old -> isPast(old, newest));
        dropOldest(all, RecentOrders::counts);
        dropOldest(all, other -> !counts(other));
        return new RecentOrders(window, List.copyOf(all), most);
    }

    /** These orders, of which {@code orderId} counts no more; the same if it is none of them. */
    public RecentOrders ended(String orderId) {
        return new RecentOrders(
                window,
                orders.stream()
                        .map(order -> order.getOrderId().equals(orderId)
                                ? JudgedOrder.newBuilder(order).setEnded(true).build()
                                : order)
                        .toList(),
                most);
    }

    private static boolean counts(JudgedOrder order) {
        return order.getReasons().isEmpty() && !order.getEnded();
    }

    private void dropOldest(List<JudgedOrder> all, Predicate<JudgedOrder> kind) {
        long tooMany = all.stream().filter(kind).count() - most;
        for (Iterator<JudgedOrder> oldest = all.iterator(); tooMany > 0 && oldest.hasNext(); ) {
            if (kind.test(oldest.next())) {
                oldest.remove();
                tooMany--;
            }
        }
    }

    /** Whether at the time {@code now} none of these orders is needed any more. */
    public boolean arePast(Instant now) {
        return orders.stream().allMatch(order -> isPast(order, now));
    }

    private boolean isPast(JudgedOrder order, Instant now) {
        return !order.getPlacedAt().isAfter(now.minus(window).minus(window));
    }

    private List<Instant> windowEnds(Instant placedAt) {
        Stream<Instant> later = orders.stream()
                .map(JudgedOrder::getPlacedAt)
                .filter(end -> end.isAfter(placedAt) && end.isBefore(placedAt.plus(window)));
        return Stream.concat(Stream.of(placedAt), later).distinct().toList();
    }

    private List<JudgedOrder> windowTo(Instant end) {
        Instant start = end.minus(window);
        return orders.stream()
                .filter(RecentOrders::counts)
                .filter(order -> order.getPlacedAt().isAfter(start)
                        && !order.getPlacedAt().isAfter(end))
                .toList();
    }
}
