/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import java.math.BigDecimal;

/**
 * What an order is worth. Invariant: never less than zero. A line with a quantity or price below one's right counts as
 * nothing, for it must not buy room under a limit; that such an order is refused is the order details' business.
 */
public final class OrderValue {

    private OrderValue() {}

    /** The sum of the order's lines. */
    public static BigDecimal of(Order order) {
        return order.getLines().stream().map(OrderValue::of).reduce(BigDecimal.ZERO.setScale(4), BigDecimal::add);
    }

    private static BigDecimal of(OrderLine line) {
        BigDecimal units = BigDecimal.valueOf(Math.max(0, line.getQuantity()));
        return line.getUnitPrice().max(BigDecimal.ZERO).multiply(units);
    }
}
