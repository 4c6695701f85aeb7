/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Amounts as people read them, the same on every machine. */
final class Words {

    /** A currency is three letters; what a client sent instead must not make a reason endless. */
    private static final int LONGEST_CURRENCY = 12;

    private Words() {}

    /** {@code 2,150.00 EUR}. */
    static String money(BigDecimal amount, String currency) {
        DecimalFormat format = new DecimalFormat("#,##0.00##", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return format.format(amount) + " " + shortened(currency);
    }

    private static String shortened(String currency) {
        return currency.length() <= LONGEST_CURRENCY ? currency : currency.substring(0, LONGEST_CURRENCY) + "…";
    }
}
