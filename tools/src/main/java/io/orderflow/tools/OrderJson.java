/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.show.AvroJson;
import io.orderflow.events.Product;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the body of a request from what was typed, and from the catalogue where prices or currency were not. */
final class OrderJson {

    private final Supplier<Map<String, Product>> catalogue;

    OrderJson(Supplier<Map<String, Product>> catalogue) {
        this.catalogue = catalogue;
    }

    ObjectNode of(Optional<String> id, long customer, Optional<String> currency, List<LineArgument> lines) {
        boolean lookUp = currency.isEmpty()
                || lines.stream().anyMatch(line -> line.unitPrice().isEmpty());
        Map<String, Product> products = lookUp ? catalogue.get() : Map.of();
        ObjectNode order = AvroJson.MAPPER.createObjectNode();
        id.ifPresent(chosen -> order.put("id", chosen));
        order.put("customerId", customer);
        order.put(
                "currency",
                currency.orElseGet(() -> known(products, lines.get(0)).getCurrency()));
        ArrayNode items = order.putArray("lines");
        for (LineArgument line : lines) {
            BigDecimal price = line.unitPrice().orElseGet(() -> price(known(products, line)));
            items.addObject()
                    .put("product", line.product())
                    .put("quantity", line.quantity())
                    .put("unitPrice", price);
        }
        return order;
    }

    private static BigDecimal price(Product product) {
        return Money.shown(product.getUnitPrice(), product.getCurrency());
    }

    private static Product known(Map<String, Product> products, LineArgument line) {
        Product product = products.get(line.product());
        if (product == null) {
            throw new ClientException(
                    Kind.INVALID,
                    "no product '%s' in the catalogue (%s are there): to order it all the same, give its price (%s:%s@9.90) and --currency"
                            .formatted(line.product(), products.size(), line.product(), line.quantity()));
        }
        return product;
    }
}
