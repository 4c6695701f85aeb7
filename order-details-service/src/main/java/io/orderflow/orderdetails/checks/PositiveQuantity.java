/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Order;
import java.util.List;

/** Each line asks for at least one unit. */
public final class PositiveQuantity implements DetailCheck {

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        return order.getLines().stream()
                .filter(line -> line.getQuantity() < 1)
                .map(line -> "%s: quantity %s asked, must be at least 1"
                        .formatted(ReasonText.product(line), ReasonText.count(line.getQuantity())))
                .toList();
    }
}
