/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Order;
import java.util.List;

/** Something is ordered. */
public final class SomeLine implements DetailCheck {

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        return order.getLines().isEmpty() ? List.of("the order has no lines") : List.of();
    }
}
