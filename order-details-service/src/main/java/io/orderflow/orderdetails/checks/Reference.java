/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Product;
import java.util.Optional;

/** What is known of customers and products at this moment. */
public interface Reference {

    /** Whether there is such a customer. */
    boolean knowsCustomer(long customerId);

    /** The catalogue's entry for a product. */
    Optional<Product> product(String product);
}
