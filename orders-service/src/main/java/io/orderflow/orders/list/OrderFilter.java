/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.util.Optional;

/** Which orders a list is of: of one customer, in one state, both, or all. */
public record OrderFilter(Optional<Long> customerId, Optional<OrderState> state) {

    public OrderFilter {
        requireNonNull(customerId, "customerId");
        requireNonNull(state, "state");
    }

    boolean matches(Order order) {
        return customerId.map(id -> id == order.getCustomerId()).orElse(true)
                && state.map(wanted -> wanted == order.getState()).orElse(true);
    }
}
