/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.orderflow.events.Order;
import java.util.Currency;
import java.util.List;
import java.util.Set;

/** The currency is one of ISO 4217. */
public final class ValidCurrency implements DetailCheck {

    private final Set<String> codes = Currency.getAvailableCurrencies().stream()
            .map(Currency::getCurrencyCode)
            .collect(toUnmodifiableSet());

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        return codes.contains(order.getCurrency())
                ? List.of()
                : List.of("%s: not an ISO 4217 currency".formatted(ReasonText.currency(order.getCurrency())));
    }
}
