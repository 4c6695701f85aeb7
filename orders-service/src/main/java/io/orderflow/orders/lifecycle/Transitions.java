/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import static io.orderflow.events.OrderState.CANCELLED;
import static io.orderflow.events.OrderState.CREATED;
import static io.orderflow.events.OrderState.FAILED;
import static io.orderflow.events.OrderState.SHIPPED;
import static io.orderflow.events.OrderState.VALIDATED;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The ways from state to state, and the one place where an order's next version is made. A state that leads nowhere is
 * final.
 */
public final class Transitions {

    private Transitions() {}

    /** The states that {@code state} may become. */
    public static Set<OrderState> from(OrderState state) {
        return switch (state) {
            case CREATED -> Set.of(VALIDATED, FAILED, CANCELLED);
            case VALIDATED -> Set.of(CANCELLED, SHIPPED);
            case FAILED, CANCELLED, SHIPPED, UNKNOWN -> Set.of();
        };
    }

    /** True if an order in {@code before} may become {@code after}. */
    public static boolean allowed(OrderState before, OrderState after) {
        return from(before).contains(after);
    }

    /**
     * The next version of {@code order}: one higher, and never dated before the one that it follows, whatever the clock of
     * whoever caused it says.
     */
    static Order next(Order order, OrderState state, List<CheckFailure> failures, Instant at) {
        if (!allowed(order.getState(), state)) {
            throw new IllegalStateException(
                    "order %s cannot go from %s to %s".formatted(order.getId(), order.getState(), state));
        }
        return new Order(
                order.getId(),
                order.getCustomerId(),
                state,
                order.getVersion() + 1,
                order.getCurrency(),
                order.getLines(),
                order.getChecks(),
                failures,
                order.getRequestId(),
                order.getCreatedAt(),
                at.isBefore(order.getUpdatedAt()) ? order.getUpdatedAt() : at);
    }
}
