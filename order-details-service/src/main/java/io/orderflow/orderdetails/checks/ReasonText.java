/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.OrderLine;
import java.util.Locale;

/** Products and amounts as people read them, the same on every machine, and bounded whatever a client sent. */
final class ReasonText {

    private static final int LONGEST_PRODUCT = 80;
    private static final int LONGEST_CURRENCY = 12;

    private ReasonText() {}

    static String product(OrderLine line) {
        return product(line.getProduct());
    }

    static String product(String product) {
        return shortened(product, LONGEST_PRODUCT);
    }

    static String currency(String code) {
        return shortened(code, LONGEST_CURRENCY);
    }

    /** {@code 1,024}. */
    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String shortened(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
