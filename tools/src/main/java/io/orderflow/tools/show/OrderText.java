/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** An order, or what happened to it, as the orders service answers, in readable lines. */
public final class OrderText {

    private OrderText() {}

    /** One line: id, state, customer, total, and why it failed. */
    public static String line(JsonNode order) {
        String failures = items(order.path("failures")).stream()
                .map(failure -> "; %s: %s".formatted(text(failure, "check"), text(failure, "reason")))
                .collect(Collectors.joining());
        return Texts.printable("%s  %s v%s, customer %s, %s %s, placed %s%s"
                .formatted(
                        text(order, "id"),
                        text(order, "state"),
                        text(order, "version"),
                        text(order, "customerId"),
                        text(order, "currency"),
                        Texts.amount(total(order)),
                        text(order, "createdAt"),
                        failures));
    }

    /** The order with its lines and failures. */
    public static List<String> lines(JsonNode order) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "order %s  %s (version %s)".formatted(text(order, "id"), text(order, "state"), text(order, "version")));
        lines.add("  customer %s, placed %s, last changed %s"
                .formatted(text(order, "customerId"), text(order, "createdAt"), text(order, "updatedAt")));
        for (JsonNode line : items(order.path("lines"))) {
            lines.add("  %s x %s at %s %s"
                    .formatted(
                            text(line, "quantity"),
                            text(line, "product"),
                            text(order, "currency"),
                            text(line, "unitPrice")));
        }
        lines.add("  total %s %s".formatted(text(order, "currency"), Texts.amount(total(order))));
        for (JsonNode failure : items(order.path("failures"))) {
            lines.add("  refused by %s: %s".formatted(text(failure, "check"), text(failure, "reason")));
        }
        return lines.stream().map(Texts::printable).toList();
    }

    /** A line for each thing that happened, whatever the service tells of it. */
    public static List<String> history(JsonNode history) {
        JsonNode entries = history.isArray()
                ? history
                : StreamSupport.stream(history.spliterator(), false)
                        .filter(JsonNode::isArray)
                        .findFirst()
                        .orElse(history);
        return items(entries).stream()
                .map(OrderText::entry)
                .map(Texts::printable)
                .toList();
    }

    private static String entry(JsonNode entry) {
        List<String> parts = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : entry.properties()) {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                items(value).forEach(item -> parts.add(item.isValueNode() ? item.asText() : item.toString()));
            } else if (!value.isNull()) {
                parts.add(value.isTextual() ? value.asText() : field.getKey() + "=" + value);
            }
        }
        return parts.isEmpty() ? entry.asText() : String.join("  ", parts);
    }

    private static BigDecimal total(JsonNode order) {
        return items(order.path("lines")).stream()
                .map(line -> line.path("unitPrice")
                        .decimalValue()
                        .multiply(line.path("quantity").decimalValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static String text(JsonNode object, String field) {
        return object.path(field).asText("?");
    }

    private static List<JsonNode> items(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
