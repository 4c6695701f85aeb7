/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.show;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
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
        return "%s  %s v%s, customer %s, %s, placed %s%s"
                .formatted(
                        text(order, "id"),
                        text(order, "state"),
                        text(order, "version"),
                        text(order, "customerId"),
                        amount(total(order), order),
                        text(order, "createdAt"),
                        failures);
    }

    /** The order with its lines and failures. */
    public static List<String> lines(JsonNode order) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "order %s  %s (version %s)".formatted(text(order, "id"), text(order, "state"), text(order, "version")));
        lines.add("  customer %s, placed %s, last changed %s"
                .formatted(text(order, "customerId"), text(order, "createdAt"), text(order, "updatedAt")));
        for (JsonNode line : items(order.path("lines"))) {
            lines.add("  %s x %s at %s"
                    .formatted(
                            text(line, "quantity"),
                            text(line, "product"),
                            amount(line.path("unitPrice").decimalValue(), order)));
        }
        lines.add("  total " + amount(total(order), order));
        for (JsonNode failure : items(order.path("failures"))) {
            lines.add("  refused by %s: %s".formatted(text(failure, "check"), text(failure, "reason")));
        }
        return lines;
    }

    /** A line for each thing that happened, and one for the checks that are still waited for. */
    public static List<String> history(JsonNode story) {
        List<String> lines = new ArrayList<>();
        items(story.path("history")).forEach(entry -> lines.add(text(entry, "at") + "  " + happening(entry)));
        List<String> missing =
                items(story.path("waitingFor")).stream().map(JsonNode::asText).toList();
        if (!missing.isEmpty()) {
            lines.add("waiting for " + String.join(", ", missing));
        }
        return lines;
    }

    private static String happening(JsonNode entry) {
        if (!entry.path("type").asText().equals("verdict")) {
            String by = entry.path("by").asText();
            return "%s v%s%s".formatted(text(entry, "state"), text(entry, "version"), by.isEmpty() ? "" : " by " + by);
        }
        String standing = text(entry, "standing");
        String verdict = "%s %s%s"
                .formatted(
                        text(entry, "check"),
                        text(entry, "result"),
                        standing.equals("counted") ? "" : " (" + standing + ")");
        List<String> reasons =
                items(entry.path("reasons")).stream().map(JsonNode::asText).toList();
        return reasons.isEmpty() ? verdict : verdict + ": " + String.join("; ", reasons);
    }

    private static String amount(BigDecimal amount, JsonNode order) {
        return Money.text(amount, text(order, "currency"));
    }

    /** What the order comes to, exactly. */
    public static BigDecimal total(JsonNode order) {
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
