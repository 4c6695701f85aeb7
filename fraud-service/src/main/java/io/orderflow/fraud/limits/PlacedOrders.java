/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.fraud.state.PlacedOrder;

/** Orders, as the limits see them. */
public final class PlacedOrders {

    private PlacedOrders() {}

    /** What the limits need of {@code order}. */
    public static PlacedOrder of(Order order) {
        return new PlacedOrder(
                order.getId(), order.getCurrency(), OrderValue.of(order), order.getCreatedAt(), hasEnded(order));
    }

    /** True if {@code order} ended without being delivered: from then on it counts no more. */
    public static boolean hasEnded(Order order) {
        return order.getState() == OrderState.FAILED || order.getState() == OrderState.CANCELLED;
    }
}
