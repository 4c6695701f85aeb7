/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Why an order failed, in the shop's own words. What the checks wrote is never quoted, because it quotes what the client
 * wrote: whoever places an order in another's name could otherwise send that person any text in the shop's name. A letter
 * tells the check, the line, and numbers.
 */
final class FailureReasons {

    private static final Pattern IN_STOCK = Pattern.compile("(\\d{1,10}) asked, (\\d{1,19}) available");
    private static final Pattern MORE = Pattern.compile("and \\d{1,10} more");
    private static final Pattern CHECK_NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");

    private final Order order;
    private final ProductNames products;

    FailureReasons(Order order, ProductNames products) {
        this.order = order;
        this.products = products;
    }

    /** Each once, in the order of the checks; at most {@code max}, and how many more there are. */
    List<String> inWords(int max) {
        Set<String> all = new LinkedHashSet<>();
        order.getFailures().forEach(failure -> all.add(inWords(failure)));
        List<String> told = new ArrayList<>(all.stream().limit(max).toList());
        if (all.size() > max) {
            told.add("and " + (all.size() - max) + " more");
        }
        return told;
    }

    private String inWords(CheckFailure failure) {
        String reason = failure.getReason();
        if (MORE.matcher(reason).matches()) {
            return reason;
        }
        if (reason.equals("could not be checked") || reason.startsWith("no verdict from ")) {
            return "we could not check " + subjectOf(failure.getCheck()) + " in time";
        }
        List<Integer> lines = linesNamedBy(reason);
        String where = lines.isEmpty() ? "" : products.places(lines) + ": ";
        return switch (failure.getCheck()) {
            case "inventory" -> where + stock(reason, lines);
            case ProductNames.CHECK ->
                where.isEmpty() ? "the order's details are not valid" : where + "not as in our catalogue";
            case "fraud" -> "the order is over one of our limits";
            default -> "our check of " + subjectOf(failure.getCheck()) + " refused the order";
        };
    }

    private String stock(String reason, List<Integer> lines) {
        if (lines.isEmpty()) {
            return "the order cannot be delivered from stock";
        }
        String product = order.getLines().get(lines.get(0)).getProduct();
        Matcher numbers = IN_STOCK.matcher(reason.substring(product.length() + 2));
        return numbers.matches()
                ? numbers.group(1) + " asked, " + numbers.group(2) + " available"
                : "cannot be delivered from stock";
    }

    private static String subjectOf(String check) {
        return switch (check) {
            case "inventory" -> "the stock";
            case "fraud" -> "our limits";
            case ProductNames.CHECK -> "the order's details";
            default -> CHECK_NAME.matcher(check).matches() ? check : "another kind";
        };
    }

    /** The lines of the product that the reason begins with; of several, the longest, for one name may begin another. */
    private List<Integer> linesNamedBy(String reason) {
        List<OrderLine> lines = order.getLines();
        List<Integer> named = new ArrayList<>();
        int longest = -1;
        for (int i = 0; i < lines.size(); i++) {
            String product = lines.get(i).getProduct();
            if (product.length() >= longest && reason.startsWith(product + ": ")) {
                if (product.length() > longest) {
                    named.clear();
                }
                longest = product.length();
                named.add(i);
            }
        }
        return named;
    }
}
