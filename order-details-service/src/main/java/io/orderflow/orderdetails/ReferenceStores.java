/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import io.orderflow.events.Customer;
import io.orderflow.events.Product;
import io.orderflow.orderdetails.checks.Reference;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** All customers and products, as this instance has them. */
final class ReferenceStores implements Reference {

    static final String CUSTOMERS = "customers";
    static final String PRODUCTS = "products";

    private final ReadOnlyKeyValueStore<Long, Customer> customers;
    private final ReadOnlyKeyValueStore<String, Product> products;

    ReferenceStores(ProcessingContext context) {
        this.customers = context.getStateStore(CUSTOMERS);
        this.products = context.getStateStore(PRODUCTS);
    }

    @Override
    public boolean knowsCustomer(long customerId) {
        return customers.get(customerId) != null;
    }

    @Override
    public Optional<Product> product(String product) {
        return Optional.ofNullable(products.get(product));
    }
}
