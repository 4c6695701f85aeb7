/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Order;
import java.util.List;

/** Each product is in the catalogue. */
public final class KnownProduct implements DetailCheck {

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        return order.getLines().stream()
                .filter(line -> reference.product(line.getProduct()).isEmpty())
                .map(line -> "%s: not in the catalogue".formatted(ReasonText.product(line)))
                .toList();
    }

    @Override
    public boolean isWorthWaitingFor() {
        return true;
    }
}
