/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks.micro;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What the benchmarks work on: orders such as a shop has. */
final class Orders {

    static final List<String> CHECKS = List.of("inventory", "fraud", "order-details");
    static final Instant NOW = Instant.parse("2026-11-27T08:19:37.705Z");
    static final String ID = "01a20d3f-5fe1-7e6b-9b8f-f36828a2767e";

    private static final String REQUEST = "01a21c16-ac5a-74b1-9527-99238b647aa5";

    private Orders() {}

    static List<OrderLine> lines(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(i -> new OrderLine("product-" + i, 2, new BigDecimal("24.9000")))
                .toList();
    }

    static PlaceOrder placed(int lines) {
        return new PlaceOrder(7L, "EUR", lines(lines));
    }

    static Order order(int lines, OrderState state) {
        return new Order(ID, 7L, state, 1, "EUR", lines(lines), CHECKS, List.of(), REQUEST, NOW, NOW);
    }

    static OrderValidation pass(String check) {
        return new OrderValidation(ID, check, CheckResult.PASS, List.of(), NOW);
    }
}
