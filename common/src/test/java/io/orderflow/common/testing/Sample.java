/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.testing;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Product;
import io.orderflow.events.WarehouseStock;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Records for tests. A test says only what it is about; the rest is some valid value. */
public final class Sample {

    /** When it all happens. */
    public static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private Sample() {}

    /** An order of customer 1, in EUR, to be checked by all three validators, without lines yet. */
    public static OrderBuilder order(String id) {
        return new OrderBuilder(id);
    }

    public static OrderValidation pass(String orderId, String check) {
        return new OrderValidation(orderId, check, CheckResult.PASS, List.of(), NOON);
    }

    public static OrderValidation fail(String orderId, String check, String... reasons) {
        return new OrderValidation(orderId, check, CheckResult.FAIL, List.of(reasons), NOON);
    }

    public static OrderValidation error(String orderId, String check, String... reasons) {
        return new OrderValidation(orderId, check, CheckResult.ERROR, List.of(reasons), NOON);
    }

    public static Customer customer(long id) {
        return new Customer(id, "Customer " + id, "customer-" + id + "@example.com", "silver");
    }

    public static Product product(String product, String unitPrice) {
        return new Product(product, product, money(unitPrice), "EUR");
    }

    public static WarehouseStock received(String product, long units) {
        return new WarehouseStock(product, units);
    }

    /** An amount with the scale that amounts have on topics. */
    public static BigDecimal money(String amount) {
        return new BigDecimal(amount).setScale(4, RoundingMode.UNNECESSARY);
    }

    /** An order in the making; its last call tells in which state it is wanted. */
    public static final class OrderBuilder {

        private final String id;
        private final List<OrderLine> lines = new ArrayList<>();
        private long customerId = 1;
        private String currency = "EUR";
        private List<String> checks = List.of("inventory", "fraud", "order-details");
        private Instant at = NOON;

        private OrderBuilder(String id) {
            this.id = id;
        }

        public OrderBuilder customer(long customer) {
            customerId = customer;
            return this;
        }

        public OrderBuilder line(String product, int quantity) {
            return line(product, quantity, "1.00");
        }

        public OrderBuilder line(String product, int quantity, String unitPrice) {
            lines.add(new OrderLine(product, quantity, money(unitPrice)));
            return this;
        }

        public OrderBuilder currency(String code) {
            currency = code;
            return this;
        }

        public OrderBuilder checks(String... names) {
            checks = List.of(names);
            return this;
        }

        public OrderBuilder at(Instant time) {
            at = time;
            return this;
        }

        public Order created() {
            return in(OrderState.CREATED, 1, List.of());
        }

        public Order validated() {
            return in(OrderState.VALIDATED, 2, List.of());
        }

        public Order failed(String check, String reason) {
            return in(OrderState.FAILED, 2, List.of(new CheckFailure(check, reason)));
        }

        /** Cancelled before it was decided. */
        public Order cancelled() {
            return in(OrderState.CANCELLED, 2, List.of());
        }

        /** Cancelled after it had been validated. */
        public Order cancelledLate() {
            return in(OrderState.CANCELLED, 3, List.of());
        }

        public Order shipped() {
            return in(OrderState.SHIPPED, 3, List.of());
        }

        /** The command that asks for it; the request's id is {@code request-} and the order's. */
        public OrderCommand placeOrder() {
            return new OrderCommand(id, "request-" + id, at, new PlaceOrder(customerId, currency, List.copyOf(lines)));
        }

        private Order in(OrderState state, int version, List<CheckFailure> failures) {
            return new Order(
                    id,
                    customerId,
                    state,
                    version,
                    currency,
                    List.copyOf(lines),
                    checks,
                    failures,
                    "request-" + id,
                    at,
                    at);
        }
    }
}
