/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import java.util.List;
import java.util.Optional;

/** Each product is sold in the order's currency. */
public final class OneCurrency implements DetailCheck {

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        return order.getLines().stream()
                .flatMap(line -> reasonAgainst(line, order.getCurrency(), reference).stream())
                .toList();
    }

    private static Optional<String> reasonAgainst(OrderLine line, String currency, Reference reference) {
        return reference
                .product(line.getProduct())
                .filter(product -> !product.getCurrency().equals(currency))
                .map(product -> "%s: sold in %s, the order is in %s"
                        .formatted(ReasonText.product(line), product.getCurrency(), ReasonText.currency(currency)));
    }
}
