/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.money;
import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.events.Order;
import io.orderflow.events.Payment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LetterWriterTest {

    private static final Addressee ZOE = new Addressee("Zoë", "zoe@example.com");

    @Test
    void aValidatedOrderIsConfirmedWithLinesAndTotal() {
        Letter letter = letter(
                order("o-1").line("kettle", 2, "24.90").line("toaster", 1, "39").validated());

        assertThat(letter.kind()).isEqualTo("order-validated");
        assertThat(letter.subject()).isEqualTo("Your order o-1 is confirmed");
        assertThat(letter.text()).isEqualTo("""
                                Dear Zoë,

                                thank you. We have checked your order o-1 and will deliver:

                                  2 x kettle at 24.90                       49.80
                                  1 x toaster at 39.00                      39.00
                                  Total EUR                                 88.80

                                Orderflow
                                """);
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
        assertThat(LetterWriter.about(order("o-1").line("kettle", 1).created(), ZOE, Level.GOLD))
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
                        order("o-1").line("kettle", 1).validated(), new Addressee("", "a@example.com"), Level.GOLD)
                .orElseThrow();

        assertThat(letter.text()).startsWith("Dear customer,\n");
    }

    @Test
    void theSameLetterIsAPageInHtml() {
        Letter letter = letter(order("o-1").line("kettle", 2, "24.90").failed("inventory", "kettle: 2 asked"));

        assertThat(letter.html()).isEqualTo("""
                        <!DOCTYPE html>
                        <html lang="en">
                        <head><meta charset="utf-8"><title>Your order o-1 could not be accepted</title></head>
                        <body>
                        <p>Dear Zoë,</p>
                        <p>we are sorry: we cannot deliver your order o-1.</p>
                        <p>Why:</p>
                        <ul>
                        <li>kettle: 2 asked</li>
                        </ul>
                        <p>You had ordered:</p>
                        <table cellpadding="4">
                        <tr><th align="left">Product</th><th align="right">Quantity</th><th align="right">Price</th>\
                        <th align="right">Amount</th></tr>
                        <tr><td align="left">kettle</td><td align="right">2</td><td align="right">24.90</td>\
                        <td align="right">49.80</td></tr>
                        <tr><th align="left">Total EUR</th><th align="right"></th><th align="right"></th>\
                        <th align="right">49.80</th></tr>
                        </table>
                        <p>Orderflow</p>
                        </body>
                        </html>
                        """);
    }

    @Test
    void markupOfOthersIsTextInHtml() {
        Order order = order("o-1")
                .currency("<i>")
                .line("<b>kettle</b> & \"tea\"", 1)
                .failed("check", "<script>alert('x')</script>");

        Letter letter = LetterWriter.about(order, new Addressee("Zoë <zoe@example.com>", "a@example.com"), Level.GOLD)
                .orElseThrow();

        assertThat(letter.html())
                .contains(
                        "Dear Zoë &lt;zoe@example.com&gt;,",
                        "&lt;b&gt;kettle&lt;/b&gt; &amp; &quot;tea&quot;",
                        "<li>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</li>",
                        "Total &lt;i&gt;")
                .doesNotContain("<script", "<b>", "<i>");
        assertThat(letter.text()).contains("<b>kettle</b> & \"tea\"", "  - <script>alert('x')</script>\n");
    }

    @ParameterizedTest
    @EnumSource(Level.class)
    void platinumCustomersAreToldThatTheyAre(Level level) {
        Order order = order("o-1").line("kettle", 1).validated();
        Payment payment = new Payment("p-1", "o-1", money("1"), "EUR", NOON);

        for (Letter letter : List.of(
                LetterWriter.about(order, ZOE, level).orElseThrow(), LetterWriter.about(payment, order, ZOE, level))) {
            assertThat(letter.text().contains("Thank you for being a platinum customer.\n\nOrderflow\n"))
                    .isEqualTo(level == Level.PLATINUM);
            assertThat(letter.html().contains("<p>Thank you for being a platinum customer.</p>"))
                    .isEqualTo(level == Level.PLATINUM);
        }
    }

    @Test
    void aPaymentIsConfirmedInItsCurrency() {
        Order order = order("o-1").line("kettle", 2, "24.90").validated();

        Letter letter =
                LetterWriter.about(new Payment("p-1", "o-1", money("5000"), "JPY", NOON), order, ZOE, Level.GOLD);

        assertThat(letter.kind()).isEqualTo("payment-received");
        assertThat(letter.subject()).isEqualTo("We have received your payment for order o-1");
        assertThat(letter.text()).isEqualTo("""
                        Dear Zoë,

                        thank you. We have received 5000 JPY for your order o-1:

                          2 x kettle at 24.90                       49.80
                          Total EUR                                 49.80

                        Orderflow
                        """);
    }

    @Test
    void howeverLongAnOrderIsItsLetterFitsIntoARecord() {
        OrderBuilder order = order("o-1").currency("\"".repeat(100_000));
        for (int i = 0; i < 1_000; i++) {
            order.line("\"".repeat(256), 1, "2");
        }

        Letter letter = letter(order.failed("check", "\"".repeat(100_000)));

        assertThat(letter.text()).contains("  and 800 more\n").containsPattern("Total \"{20} +2000.00\n");
        assertThat(letter.html()).contains("and 800 more");
        assertThat(letter.text().length() + letter.html().length()).isLessThan(400_000);
    }

    private static Letter letter(Order order) {
        return LetterWriter.about(order, ZOE, Level.GOLD).orElseThrow();
    }
}
