/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;

/**
 * How amounts are shown: with as many decimals as their currency has (ISO 4217: two for EUR, none for JPY, three for BHD), and
 * more only where an amount has more. The same in every locale. A currency that does not exist, for which an order fails, has
 * two.
 */
public final class Money {

    private static final int USUAL_DECIMALS = 2;

    /** A currency is three letters; what was sent instead must not make a text endless. */
    private static final int LONGEST_CURRENCY = 12;

    /** Beyond so many digits before or behind the point it is no amount, and would only be a long row of zeros. */
    private static final int MOST_DIGITS = 40;

    private Money() {}

    /** The same amount with the decimals that are shown: {@code 24.90}, {@code 2490}, {@code 0.0125}. */
    public static BigDecimal shown(BigDecimal amount, String currency) {
        if (isNoAmount(amount)) {
            return amount;
        }
        BigDecimal exact = amount.stripTrailingZeros();
        return exact.setScale(Math.max(exact.scale(), decimals(currency)), RoundingMode.UNNECESSARY);
    }

    /** As people read it: {@code 1,024.90 EUR}, {@code 3,000 JPY}, {@code -12.500 BHD}. */
    public static String text(BigDecimal amount, String currency) {
        return (number(amount, currency) + " " + shortened(currency)).strip();
    }

    /** As {@link #text}, where the currency is told elsewhere. */
    public static String number(BigDecimal amount, String currency) {
        return isNoAmount(amount) ? amount.toString() : grouped(shown(amount, currency));
    }

    private static boolean isNoAmount(BigDecimal amount) {
        return Math.abs((long) amount.precision() - amount.scale()) > MOST_DIGITS
                || Math.abs((long) amount.scale()) > MOST_DIGITS;
    }

    private static String grouped(BigDecimal shown) {
        DecimalFormat format = new DecimalFormat("#,##0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        format.setMinimumFractionDigits(shown.scale());
        format.setMaximumFractionDigits(shown.scale());
        return format.format(shown);
    }

    private static int decimals(String currency) {
        try {
            return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
        } catch (IllegalArgumentException e) {
            return USUAL_DECIMALS;
        }
    }

    private static String shortened(String currency) {
        return currency.length() <= LONGEST_CURRENCY ? currency : currency.substring(0, LONGEST_CURRENCY) + "…";
    }
}
