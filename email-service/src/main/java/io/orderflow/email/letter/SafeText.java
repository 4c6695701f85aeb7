/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import java.util.regex.Pattern;

/** Text that others wrote, made safe for a letter: it stays on its line, is bounded, and is neither markup nor a link. */
public final class SafeText {

    private static final Pattern BREAKS_OR_HIDES = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}\\p{Cs}]+");
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final Pattern DOT_OF_A_LINK = Pattern.compile("\\.(?=[A-Za-z])");
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    private SafeText() {}

    /** On one line: whatever would start another, hide, or turn the direction of writing becomes a space. */
    static String oneLine(String text) {
        return BREAKS_OR_HIDES.matcher(text).replaceAll(" ").strip();
    }

    /** On one line of at most {@code max} letters. */
    public static String oneLine(String text, int max) {
        String line = oneLine(text);
        return line.codePointCount(0, line.length()) <= max ? line : line.substring(0, line.offsetByCodePoints(0, max));
    }

    /**
     * An order's id, which the client chooses: mail programs make links of names with dots, and of {@code a[.]b} they do not.
     */
    static String orderId(String id) {
        return ORDER_ID.matcher(id).matches() ? DOT_OF_A_LINK.matcher(id).replaceAll("[.]") : "of yours";
    }

    /** A currency's code; empty if it cannot be one, for then it is anybody's text. */
    static String currency(String code) {
        return CURRENCY.matcher(code).matches() ? code : "";
    }

    /** The same text where HTML is read. */
    static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
