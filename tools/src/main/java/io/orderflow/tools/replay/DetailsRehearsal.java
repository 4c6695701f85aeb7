/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.Product;
import io.orderflow.orderdetails.checks.DetailChecks;
import io.orderflow.orderdetails.checks.DetailChecks.Findings;
import io.orderflow.orderdetails.checks.Reference;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The order details service's checks, by the customers and products that there are now. Nothing more is on its way, so no order
 * waits for any.
 */
final class DetailsRehearsal implements Rehearsal {

    private final DetailChecks checks = new DetailChecks(Duration.ZERO);
    private final Reference now;

    DetailsRehearsal(Map<Long, Customer> customers, Map<String, Product> products) {
        this.now = new Reference() {
            @Override
            public boolean knowsCustomer(long customerId) {
                return customers.containsKey(customerId);
            }

            @Override
            public Optional<Product> product(String product) {
                return Optional.ofNullable(products.get(product));
            }
        };
    }

    @Override
    public String check() {
        return "order-details";
    }

    @Override
    public Duration memory() {
        return Duration.ZERO;
    }

    @Override
    public Answer judge(Order order) {
        Findings findings = checks.examine(order, now, Instant.EPOCH, Instant.EPOCH);
        return Answer.of(findings.reasons());
    }

    /** Each order is judged for itself. */
    @Override
    public void ended(Order order) {}
}
