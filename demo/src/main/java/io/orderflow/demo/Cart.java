/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.schemas.Money;
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

    /** As the body of the request by which {@code customerId} places it. */
    ObjectNode json(long customerId) {
        ObjectNode order = JsonNodeFactory.instance
                .objectNode()
                .put("customerId", customerId)
                .put("currency", currency);
        ArrayNode lines = order.putArray("lines");
        for (Item item : items) {
            lines.addObject()
                    .put("product", item.product())
                    .put("quantity", item.quantity())
                    .put("unitPrice", Money.shown(item.unitPrice(), currency));
        }
        return order;
    }

    /** In words: {@code 2 mug, 1 teapot}. */
    String contents() {
        return items.stream()
                .map(item -> item.quantity() + " " + item.product())
                .collect(Collectors.joining(", "));
    }
}
