/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest(name = "{0} {1} is shown as {2}")
    @CsvSource({
        "24.9, EUR, 24.90 EUR",
        "1024.9000, EUR, '1,024.90 EUR'",
        "3000.00, JPY, '3,000 JPY'",
        "3000.5, JPY, '3,000.5 JPY'",
        "12.5, BHD, 12.500 BHD",
        "0.0125, EUR, 0.0125 EUR",
        "-100, EUR, -100.00 EUR",
        "0, EUR, 0.00 EUR",
        "2E+3, EUR, '2,000.00 EUR'",
        "7, XXX, 7 XXX",
        "7, shells, 7.00 shells",
        "1234567890123.4567, EUR, '1,234,567,890,123.4567 EUR'",
        "1, a currency that never ends, 1.00 a currency t…"
    })
    void anAmountHasTheDecimalsOfItsCurrency(BigDecimal amount, String currency, String text) {
        assertThat(Money.text(amount, currency)).isEqualTo(text);
    }

    @Test
    void whatIsNoAmountDoesNotBecomeARowOfZeros() {
        assertThat(Money.text(new BigDecimal("1E+2000000000"), "EUR")).isEqualTo("1E+2000000000 EUR");
        assertThat(Money.text(new BigDecimal("1E-2000000000"), "EUR")).isEqualTo("1E-2000000000 EUR");
    }

    @Test
    void whatIsShownIsTheSameAmount() {
        assertThat(Money.shown(new BigDecimal("24.9000"), "EUR")).isEqualTo(new BigDecimal("24.90"));
        assertThat(Money.shown(new BigDecimal("2490.00"), "JPY")).isEqualTo(new BigDecimal("2490"));
    }
}
