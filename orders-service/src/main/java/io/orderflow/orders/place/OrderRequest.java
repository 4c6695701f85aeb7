/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.PlaceOrder;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.Json;
import io.orderflow.schemas.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What a client wants, as it can be written into the log. Whether it is sound, the validators will say. */
record OrderRequest(Optional<String> id, PlaceOrder content) {

    OrderRequest {
        requireNonNull(id, "id");
        requireNonNull(content, "content");
    }

    /** What {@code order} was placed with that this asks for otherwise; nothing if it is the same order. */
    List<FieldError> differencesFrom(Order order) {
        List<FieldError> differences = new ArrayList<>();
        compare(differences, "customerId", content.getCustomerId(), order.getCustomerId());
        compare(differences, "currency", content.getCurrency(), order.getCurrency());
        List<OrderLine> asked = content.getLines();
        List<OrderLine> placed = order.getLines();
        compare(differences, "lines.length", asked.size(), placed.size());
        for (int i = 0; i < Math.min(asked.size(), placed.size()); i++) {
            String line = "lines[" + i + "].";
            compare(
                    differences,
                    line + "product",
                    asked.get(i).getProduct(),
                    placed.get(i).getProduct());
            compare(
                    differences,
                    line + "quantity",
                    asked.get(i).getQuantity(),
                    placed.get(i).getQuantity());
            compare(
                    differences,
                    line + "unitPrice",
                    Money.shown(asked.get(i).getUnitPrice(), order.getCurrency()),
                    Money.shown(placed.get(i).getUnitPrice(), order.getCurrency()));
        }
        return differences;
    }

    private static void compare(List<FieldError> differences, String field, Object asked, Object placed) {
        if (!Objects.equals(asked, placed)) {
            differences.add(FieldError.of(field, Json.MAPPER.valueToTree(asked), "is " + placed + " in the order"));
        }
    }
}
