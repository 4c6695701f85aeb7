/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** How amounts are written in letters. */
final class Amounts {

    private static final int USUAL_DECIMALS = 2;

    private Amounts() {}

    /** An amount with the decimals its currency has, or more where it needs them: {@code 24.90}, {@code 0.0125}. */
    static String number(BigDecimal amount, String currency) {
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
}
