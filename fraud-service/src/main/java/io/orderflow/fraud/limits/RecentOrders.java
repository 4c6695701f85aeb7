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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The orders of one customer, in one currency, that may still share a window with an order to come; oldest first.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>Each order is in the list once, whether it passed or not.
 *   <li>Time is event time. Orders are kept for two windows, because an order that arrives late by less than one window
 *       shares a window with orders up to two windows older than the newest.
 *   <li>There are never more than twice as many orders as the velocity limit allows, and no verdict depends on one that
 *       was dropped for it: if such an order shared a window with a new one, then all orders kept lie within one window
 *       before or one window after the new one; one side holds at least as many as the limit allows, so the new one is
 *       refused all the same.
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
        return new RecentOrders(window, List.copyOf(all.subList(Math.max(0, all.size() - most), all.size())), most);
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
                .filter(order -> order.getPlacedAt().isAfter(start)
                        && !order.getPlacedAt().isAfter(end))
                .toList();
    }
}
