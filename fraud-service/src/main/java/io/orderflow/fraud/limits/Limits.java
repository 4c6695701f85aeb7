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
import java.util.List;
import java.util.Optional;

/** All limits together: judges an order once, and gives a repeat the verdict the order got. */
public final class Limits {

    private final Duration window;
    private final int ordersLimit;
    private final List<FraudRule> rules;

    /**
     * The three limits.
     *
     * @param window how long orders count together
     * @param orderLimit the most one order may be worth
     * @param spendingLimit the most all orders in a window may be worth
     * @param ordersLimit how many orders may be placed in a window
     */
    public Limits(Duration window, BigDecimal orderLimit, BigDecimal spendingLimit, int ordersLimit) {
        this.window = window;
        this.ordersLimit = ordersLimit;
        this.rules = List.of(
                new OrderValueLimit(orderLimit),
                new SpendingLimit(spendingLimit, window),
                new VelocityLimit(ordersLimit, window));
    }

    /** What was kept of a customer's orders, to be counted under these limits. */
    public RecentOrders recent(List<JudgedOrder> orders) {
        return new RecentOrders(window, ordersLimit, orders);
    }

    /**
     * The verdict on {@code order}, placed by a customer with these {@code recent} orders.
     *
     * @param now when the order is judged
     */
    public Answer judge(RecentOrders recent, PlacedOrder order, Instant now) {
        Optional<JudgedOrder> before = recent.find(order.getOrderId());
        if (before.isPresent()) {
            return new Answer(before.get(), recent);
        }
        Spending spending = recent.spendingWith(order);
        List<String> reasons = rules.stream()
                .flatMap(rule -> rule.reasonAgainst(spending).stream())
                .toList();
        JudgedOrder judged =
                new JudgedOrder(order.getOrderId(), order.getValue(), order.getPlacedAt(), reasons, now, false);
        return new Answer(judged, recent.with(judged));
    }

    /**
     * A verdict, and what to remember.
     *
     * @param verdict on the order, with the reasons against it
     * @param recent the customer's recent orders from now on
     */
    public record Answer(JudgedOrder verdict, RecentOrders recent) {}
}
