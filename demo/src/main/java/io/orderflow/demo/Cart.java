/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What one customer puts on the counter.
 *
 * @param shopper who: customers are numbered from 0 in the order in which samples take them; {@link #STRANGER} is no customer
 */
record Cart(int shopper, String currency, List<Item> items) {

    static final int STRANGER = -1;

    /** One line of an order. */
    record Item(String product, int quantity, BigDecimal unitPrice) {}

    Cart {
        items = List.copyOf(items);
    }

    BigDecimal value() {
        return items.stream()
                .map(item -> item.unitPrice().multiply(BigDecimal.valueOf(item.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** In words: {@code 2 mug, 1 teapot}. */
    String contents() {
        return items.stream()
                .map(item -> item.quantity() + " " + item.product())
                .collect(Collectors.joining(", "));
    }
}
