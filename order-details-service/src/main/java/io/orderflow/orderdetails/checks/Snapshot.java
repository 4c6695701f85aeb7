/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Product;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What one examination saw. Customers and products change while an order is examined; each is asked for once, so that all
 * checks speak of the same.
 */
final class Snapshot implements Reference {

    private final Reference reference;
    private final Map<Long, Boolean> customers = new HashMap<>();
    private final Map<String, Optional<Product>> products = new HashMap<>();

    Snapshot(Reference reference) {
        this.reference = reference;
    }

    @Override
    public boolean knowsCustomer(long customerId) {
        return customers.computeIfAbsent(customerId, reference::knowsCustomer);
    }

    @Override
    public Optional<Product> product(String product) {
        return products.computeIfAbsent(product, reference::product);
    }
}
