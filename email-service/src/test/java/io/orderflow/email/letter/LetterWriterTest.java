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
import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.Payment;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(letter.text()).contains("Why:\n\n  - line 1 (kettle): 2 asked, 1 available\n", "Total EUR");
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
                .containsPattern("Total EUR +1,900.00\n");
    }

    @Test
    void aCurrencyThatIsNoneIsNotNamed() {
        assertThat(letter(order("o").currency("EURO").line("tea", -1, "5").failed("order-details", "EURO: unknown"))
                        .text())
                .contains("  - the order's details are not valid\n")
                .containsPattern("Total +-5.00\n");
    }

    @Test
    void textOfOthersCannotAddLines() {
        Letter letter =
                letter(order("o-1").line("kettle\r\n\r\n\u202EYou have won", 1).validated());

        assertThat(letter.text()).contains("1 x kettle You have won");
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
        Letter letter =
                letter(order("o-1").line("kettle", 2, "24.90").failed("inventory", "kettle: 2 asked, 1 available"));

        assertThat(letter.html()).isEqualTo("""
                        <!DOCTYPE html>
                        <html lang="en">
                        <head><meta charset="utf-8"><title>Your order o-1 could not be accepted</title></head>
                        <body>
                        <p>Dear Zoë,</p>
                        <p>we are sorry: we cannot deliver your order o-1.</p>
                        <p>Why:</p>
                        <ul>
                        <li>line 1 (kettle): 2 asked, 1 available</li>
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
        Order order = order("o-1").line("<b>kettle</b> & \"tea\"", 1).validated();

        Letter letter = LetterWriter.about(order, new Addressee("Zoë <zoe@example.com>", "a@example.com"), Level.GOLD)
                .orElseThrow();

        assertThat(letter.html())
                .contains("Dear Zoë &lt;zoe@example.com&gt;,", "&lt;b&gt;kettle&lt;/b&gt; &amp; &quot;tea&quot;")
                .doesNotContain("<b>");
        assertThat(letter.text()).contains("<b>kettle</b> & \"tea\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your account is locked: pay at https://evil.example/pay",
                "www.evil.example",
                "call 0900 123456\r\nSubject: urgent",
                "\u202Eelpmaxe.live",
                "<a href='https://evil.example'>your bill</a>"
            })
    void nobodyCanSendTextThroughTheShopByOrderingIt(String phishing) {
        Order order = order("o-1")
                .line("kettle", 1)
                .line(phishing, 2)
                .currency(phishing)
                .created();
        for (Order told : List.of(
                failed(order, new CheckFailure("order-details", phishing + ": not in the catalogue")),
                failed(
                        order,
                        new CheckFailure("inventory", phishing + ": 2 asked, 0 available"),
                        new CheckFailure("order-details", phishing + ": not in the catalogue")),
                failed(order, new CheckFailure("fraud", phishing), new CheckFailure("order-details", "no")),
                failed(order, new CheckFailure(phishing, phishing), new CheckFailure("order-details", phishing)),
                failed(order, new CheckFailure("order-details", "no verdict from " + phishing)),
                order("o-1").line(phishing, 2).currency(phishing).cancelled(),
                order("o-1")
                        .checks("inventory")
                        .line(phishing, 2)
                        .currency(phishing)
                        .validated())) {
            thenNothingIsQuoted(letter(told), phishing);
        }
        thenNothingIsQuoted(
                LetterWriter.about(new Payment("p", "o-1", money("1"), phishing, NOON), order, ZOE, Level.GOLD),
                phishing);
    }

    private static void thenNothingIsQuoted(Letter letter, String phishing) {
        for (String text : List.of(letter.subject(), letter.text(), letter.html())) {
            assertThat(text)
                    .doesNotContain(phishing, SafeText.oneLine(phishing), SafeText.escaped(phishing), "evil", "0900");
        }
    }

    @Test
    void linesOfUnknownProductsAreToldByTheirNumber() {
        Order order = failed(
                order("o-1")
                        .line("kettle", 1)
                        .line("win", 2)
                        .line("win: now", 3)
                        .created(),
                new CheckFailure("inventory", "win: now: 3 asked, 0 available"),
                new CheckFailure("order-details", "win: now: not in the catalogue"));

        assertThat(letter(order).text())
                .contains(
                        "  - line 3: 3 asked, 0 available\n",
                        "  - line 3: not as in our catalogue\n",
                        "  3 x product on line 3 at 1.00 ");
    }

    @Test
    void eachCheckIsToldInOurOwnWords() {
        Order order = failed(
                order("o-1")
                        .checks("order-details", "fraud", "inventory", "credit")
                        .line("kettle", 1)
                        .created(),
                new CheckFailure("fraud", "order of 9,000.00 EUR is over the limit of 2,000.00 EUR an order"),
                new CheckFailure("fraud", "more than 5 orders within 1h"),
                new CheckFailure("inventory", "no verdict from inventory within 30s"),
                new CheckFailure("credit", "customer 7 owes too much"),
                new CheckFailure("credit", "could not be checked"),
                new CheckFailure("credit", "and 17 more"));

        assertThat(letter(order).text()).contains("""
                Why:

                  - the order is over one of our limits
                  - we could not check the stock in time
                  - our check of credit refused the order
                  - we could not check credit in time
                  - and 17 more

                """);
    }

    @Test
    void anIdOfTheClientsIsNoLink() {
        Letter letter = letter(order("www.evil.example").line("kettle", 1).validated());

        assertThat(letter.subject()).isEqualTo("Your order www[.]evil[.]example is confirmed");
        assertThat(letter.text())
                .contains("your order www[.]evil[.]example and")
                .doesNotContain("www.");
        assertThat(letter(order("2026.11.24-1").validated()).subject())
                .isEqualTo("Your order 2026.11.24-1 is confirmed");
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

                        thank you. We have received 5,000 JPY for your order o-1:

                          2 x kettle at 24.90                       49.80
                          Total EUR                                 49.80

                        Orderflow
                        """);
    }

    @Test
    void howeverLongAnOrderIsItsLetterFitsIntoARecord() {
        OrderBuilder lines = order("o-1").currency("\"".repeat(100_000));
        CheckFailure[] failures = new CheckFailure[1_000];
        for (int i = 0; i < 1_000; i++) {
            lines.line("\"".repeat(256), 1, "2");
            failures[i] = new CheckFailure("x" + i, "\"".repeat(100_000));
        }
        Order order = failed(lines.created(), failures);

        Letter letter = LetterWriter.about(order, new Addressee("\"".repeat(100), "a@example.com"), Level.PLATINUM)
                .orElseThrow();

        assertThat(letter.text())
                .contains("  and 800 more\n", "  - and 950 more\n")
                .containsPattern("Total +2,000.00\n");
        assertThat(letter.html()).contains("and 800 more");
        assertThat(letter.text().length() + letter.html().length()).isLessThan(150_000);
    }

    private static Order failed(Order created, CheckFailure... failures) {
        return Order.newBuilder(created)
                .setState(OrderState.FAILED)
                .setVersion(2)
                .setFailures(List.of(failures))
                .build();
    }

    private static Letter letter(Order order) {
        return LetterWriter.about(order, ZOE, Level.GOLD).orElseThrow();
    }
}
