/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Each product has one line. */
public final class NoProductTwice implements DetailCheck {

    @Override
    public List<String> reasonsAgainst(Order order, Reference reference) {
        Map<String, Long> lines =
                order.getLines().stream().collect(groupingBy(OrderLine::getProduct, LinkedHashMap::new, counting()));
        return lines.entrySet().stream()
                .filter(product -> product.getValue() > 1)
                .map(product -> "%s: on %s lines, must be on one"
                        .formatted(ReasonText.product(product.getKey()), ReasonText.count(product.getValue())))
                .toList();
    }
}
