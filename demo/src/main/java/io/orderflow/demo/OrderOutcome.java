/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.util.Set;
import java.util.TreeSet;

/**
 * What became of an order.
 *
 * @param refusedBy the checks that it failed
 */
record OrderOutcome(OrderState state, Set<String> refusedBy) {

    OrderOutcome {
        refusedBy = Set.copyOf(refusedBy);
    }

    static OrderOutcome of(Order order) {
        Set<String> checks = new TreeSet<>();
        for (CheckFailure failure : order.getFailures()) {
            checks.add(failure.getCheck());
        }
        return new OrderOutcome(order.getState(), checks);
    }

    boolean isValidated() {
        return state == OrderState.VALIDATED;
    }

    boolean isRefusedBy(String check) {
        return state == OrderState.FAILED && refusedBy.contains(check);
    }

    String words() {
        return refusedBy.isEmpty() ? state.name() : state + " by " + String.join(", ", new TreeSet<>(refusedBy));
    }
}
