/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** How things are written in letters. */
final class Words {

    private static final int USUAL_DECIMALS = 2;

    private Words() {}

    /** An amount with the decimals its currency has, or more where it needs them: {@code 24.90}, {@code 0.0125}. */
    static String amount(BigDecimal amount, String currency) {
        BigDecimal exact = amount.stripTrailingZeros();
        int decimals = Math.max(exact.scale(), decimals(currency));
        return exact.setScale(decimals, RoundingMode.UNNECESSARY).toPlainString();
    }

    private static int decimals(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return USUAL_DECIMALS; // an order may have failed for just this
        }
    }

    /** Text of others on one line: whatever would start another, or hide, becomes a space. */
    static String oneLine(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cf}]+", " ").strip();
    }

    /** Text of others on one line of at most {@code max} letters. */
    static String oneLine(String text, int max) {
        return shortened(oneLine(text), max);
    }

    /** The first {@code max} letters, cut between letters. */
    static String shortened(String text, int max) {
        return text.codePointCount(0, text.length()) <= max ? text : text.substring(0, text.offsetByCodePoints(0, max));
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
