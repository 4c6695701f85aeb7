/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Order;
import org.junit.jupiter.api.Test;

class LetterWriterTest {

    private static final Addressee ZOE = new Addressee("Zoë", "zoe@example.com");

    @Test
    void aValidatedOrderIsConfirmedWithLinesAndTotal() {
        Letter letter = letter(
                order("o-1").line("kettle", 2, "24.90").line("toaster", 1, "39").validated());

        assertThat(letter).isEqualTo(new Letter("order-validated", "Your order o-1 is confirmed", """
                                Dear Zoë,

                                thank you. We have checked your order o-1 and will deliver:

                                  2 x kettle at 24.90                       49.80
                                  1 x toaster at 39.00                      39.00
                                  Total EUR                                 88.80

                                Orderflow
                                """));
    }

    @Test
    void aFailedOrderIsRefusedWithEveryReason() {
        Letter letter =
                letter(order("o-1").line("kettle", 2, "24.90").failed("inventory", "kettle: 2 asked, 1 available"));

        assertThat(letter.kind()).isEqualTo("order-failed");
        assertThat(letter.subject()).isEqualTo("Your order o-1 could not be accepted");
        assertThat(letter.text()).contains("Why:\n\n  - kettle: 2 asked, 1 available\n", "Total EUR");
    }

    @Test
    void aCancelledOrderIsConfirmedAsCancelled() {
        Letter letter = letter(order("o-1").line("kettle", 1).cancelled());

        assertThat(letter.kind()).isEqualTo("order-cancelled");
        assertThat(letter.text()).contains("o-1 is cancelled, as you asked");
    }

    @Test
    void aShippedOrderIsOnItsWay() {
        Letter letter = letter(order("o-1").line("kettle", 1).shipped());

        assertThat(letter.kind()).isEqualTo("order-shipped");
        assertThat(letter.subject()).isEqualTo("Your order o-1 is on its way");
    }

    @Test
    void anUndecidedOrderIsNoNews() {
        assertThat(LetterWriter.about(order("o-1").line("kettle", 1).created(), ZOE))
                .isEmpty();
    }

    @Test
    void amountsHaveTheDecimalsOfTheirCurrencyUnlessTheyNeedMore() {
        assertThat(letter(order("o").currency("JPY").line("tea", 1, "100").validated())
                        .text())
                .contains("1 x tea at 100 ")
                .containsPattern("Total JPY +100\n");
        assertThat(letter(order("o").line("screw", 3, "0.0125").validated()).text())
                .contains("3 x screw at 0.0125")
                .containsPattern("Total EUR +0.0375\n");
        assertThat(letter(order("o").line("piano", 1, "1900").validated()).text())
                .containsPattern("Total EUR +1900.00\n");
    }

    @Test
    void anOrderThatFailedForItsCurrencyIsTold() {
        assertThat(letter(order("o").currency("EURO").line("tea", -1, "5").failed("order-details", "EURO: unknown"))
                        .text())
                .containsPattern("Total EURO +-5.00\n");
    }

    @Test
    void textOfOthersCannotAddLines() {
        Letter letter =
                letter(order("o-1").line("kettle\r\n\r\nYou have won", 1).failed("check", "no\nreally"));

        assertThat(letter.text()).contains("1 x kettle You have won", "  - no really\n");
    }

    @Test
    void whoHasNoNameIsACustomer() {
        Letter letter = LetterWriter.about(
                        order("o-1").line("kettle", 1).validated(), new Addressee("", "a@example.com"))
                .orElseThrow();

        assertThat(letter.text()).startsWith("Dear customer,\n");
    }

    private static Letter letter(Order order) {
        return LetterWriter.about(order, ZOE).orElseThrow();
    }
}
