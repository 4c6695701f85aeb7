/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Order;
import java.util.List;

/** The customer exists. */
public final class KnownCustomer implements DetailCheck {

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        return reference.knowsCustomer(order.getCustomerId())
                ? List.of()
                : List.of("customer %s is not known".formatted(order.getCustomerId()));
    }

    @Override
    public boolean isWorthWaitingFor() {
        return true;
    }
}
