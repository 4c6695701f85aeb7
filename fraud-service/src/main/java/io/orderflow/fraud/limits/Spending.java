/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;

/**
 * What an order adds up to: itself, and together with the customer's other orders around it.
 *
 * @param currency of all amounts
 * @param orderValue of this order alone
 * @param windowValue of all orders in the window, this one included
 * @param windowOrders how many they are, this one included
 */
public record Spending(String currency, BigDecimal orderValue, BigDecimal windowValue, int windowOrders) {

    public Spending {
        requireNonNull(currency, "currency");
        requireNonNull(orderValue, "orderValue");
        requireNonNull(windowValue, "windowValue");
    }
}
