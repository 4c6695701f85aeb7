/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import io.orderflow.events.Order;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.fraud.limits.Limits;
import io.orderflow.fraud.limits.PlacedOrders;
import io.orderflow.fraud.limits.RecentOrders;
import io.orderflow.fraud.state.PlacedOrder;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The fraud service's limits. A customer's orders count together, in each currency apart. */
final class FraudRehearsal implements Rehearsal {

    private record Account(long customer, String currency) {}

    private final Limits limits;
    private final Duration window;
    private final Map<Account, RecentOrders> accounts = new HashMap<>();

    FraudRehearsal(FraudConfig config) {
        this.limits = config.limits();
        this.window = config.window();
    }

    @Override
    public String check() {
        return "fraud";
    }

    /** An order that comes late by less than a window shares a window with orders up to two windows older. */
    @Override
    public Duration memory() {
        return window.multipliedBy(2);
    }

    @Override
    public Answer judge(Order order) {
        PlacedOrder placed = PlacedOrders.of(order);
        Limits.Answer answer = limits.judge(recent(order), placed, placed.getPlacedAt());
        accounts.put(account(order), answer.recent());
        return Answer.of(answer.verdict().getReasons());
    }

    @Override
    public void ended(Order order) {
        accounts.put(account(order), recent(order).ended(order.getId()));
    }

    private RecentOrders recent(Order order) {
        return accounts.getOrDefault(account(order), limits.recent(List.of()));
    }

    private static Account account(Order order) {
        return new Account(order.getCustomerId(), order.getCurrency());
    }
}
