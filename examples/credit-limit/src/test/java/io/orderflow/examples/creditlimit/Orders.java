/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** Orders for tests: only what a test is about need be said. */
final class Orders {

    static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Orders() {}

    static Order created(String id, OrderLine... lines) {
        return order(id, OrderState.CREATED, lines);
    }

    static Order order(String id, OrderState state, OrderLine... lines) {
        return new Order(
                id, 7L, state, 1, "EUR", List.of(lines), List.of("inventory"), List.of(), "request", NOON, NOON);
    }

    static OrderLine line(int quantity, String unitPrice) {
        return new OrderLine("kettle", quantity, new BigDecimal(unitPrice).setScale(4));
    }
}
