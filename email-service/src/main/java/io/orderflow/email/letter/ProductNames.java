/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import io.orderflow.events.Order;
import io.orderflow.schemas.RecordBounds;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What the products of an order are called in a letter: by name where the shop itself knows them, which the check of the
 * order's details has found out; else by their line. Anybody may write anything where a product belongs.
 */
final class ProductNames {

    /** The check that refuses products that are not in the catalogue. */
    static final String CHECK = "order-details";

    private static final int LINES_IN_A_REASON = 5;

    private final Order order;
    private final boolean known;

    ProductNames(Order order) {
        this.order = order;
        this.known = areKnown(order);
    }

    /** True if all products of {@code order} were found in the catalogue. */
    static boolean areKnown(Order order) {
        return order.getChecks().contains(CHECK)
                && switch (order.getState()) {
                    case CREATED, UNKNOWN -> false;
                    case VALIDATED, SHIPPED -> true;
                    // Version 2 was cancelled before it was decided, a later one after it had passed.
                    case CANCELLED -> order.getVersion() > 2;
                    // An order fails with the reasons of all checks that refused or did not answer.
                    case FAILED ->
                        order.getFailures().stream()
                                .noneMatch(failure -> failure.getCheck().equals(CHECK));
                };
    }

    /** The product of a line, counted from 0. */
    String product(int line) {
        return known ? name(line) : "product on line " + (line + 1);
    }

    /** Lines of one product, e.g. {@code line 1 (kettle)}. */
    String places(List<Integer> lines) {
        String numbers = lines.stream()
                .limit(LINES_IN_A_REASON)
                .map(line -> Integer.toString(line + 1))
                .collect(Collectors.joining(", "));
        return (lines.size() == 1 ? "line " : "lines ")
                + numbers
                + (lines.size() > LINES_IN_A_REASON ? " and others" : "")
                + (known ? " (" + name(lines.get(0)) + ")" : "");
    }

    private String name(int line) {
        return SafeText.oneLine(order.getLines().get(line).getProduct(), RecordBounds.LONGEST_PRODUCT);
    }
}
