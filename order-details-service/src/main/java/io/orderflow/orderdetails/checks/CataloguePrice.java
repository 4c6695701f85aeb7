/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.Product;
import io.orderflow.schemas.Money;
import java.util.List;
import java.util.Optional;

/**
 * Each unit price is the catalogue's. Prices of different currencies cannot be compared: then {@link OneCurrency} speaks.
 */
public final class CataloguePrice implements DetailCheck {

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        return order.getLines().stream()
                .flatMap(line -> reasonAgainst(line, order.getCurrency(), reference).stream())
                .toList();
    }

    private static Optional<String> reasonAgainst(OrderLine line, String currency, Reference reference) {
        return reference
                .product(line.getProduct())
                .filter(product -> product.getCurrency().equals(currency))
                .filter(product -> product.getUnitPrice().compareTo(line.getUnitPrice()) != 0)
                .map(product -> inWords(line, product));
    }

    private static String inWords(OrderLine line, Product product) {
        return "%s: unit price %s asked, %s in the catalogue"
                .formatted(
                        ReasonText.product(line),
                        Money.text(line.getUnitPrice(), product.getCurrency()),
                        Money.text(product.getUnitPrice(), product.getCurrency()));
    }
}
