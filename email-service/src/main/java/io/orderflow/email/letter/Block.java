/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email.letter;

import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** A part of a letter, which can be written as plain text and as HTML. All text is taken for what it is: HTML is escaped. */
sealed interface Block {

    /** Lines with {@code \n} between. */
    String text();

    String html();

    /** Running text. */
    record Paragraph(String content) implements Block {

        @Override
        public String text() {
            return content;
        }

        @Override
        public String html() {
            return "<p>" + SafeText.escaped(content) + "</p>\n";
        }
    }

    /** One thing a line. */
    record Points(List<String> points) implements Block {

        @Override
        public String text() {
            return String.join(
                    "\n", points.stream().map(point -> "  - " + point).toList());
        }

        @Override
        public String html() {
            StringBuilder html = new StringBuilder("<ul>\n");
            points.forEach(
                    point -> html.append("<li>").append(SafeText.escaped(point)).append("</li>\n"));
            return html.append("</ul>\n").toString();
        }
    }

    /** What was ordered, and what it costs; the currency is empty where it is not known. */
    record Bill(List<Item> items, int more, String currency, BigDecimal total) implements Block {

        private static final int WHAT_WIDTH = 32;
        private static final int AMOUNT_WIDTH = 14;

        record Item(int quantity, String product, BigDecimal unitPrice) {

            BigDecimal price() {
                return unitPrice.multiply(BigDecimal.valueOf(quantity));
            }
        }

        @Override
        public String text() {
            StringBuilder text = new StringBuilder();
            for (Item item : items) {
                String what = item.quantity() + " x " + item.product() + " at " + amount(item.unitPrice());
                text.append(row(what, amount(item.price()))).append('\n');
            }
            if (more > 0) {
                text.append("  and ").append(more).append(" more\n");
            }
            return text.append(row(totalOf(), amount(total))).toString();
        }

        private String totalOf() {
            return ("Total " + currency).strip();
        }

        private static String row(String what, String amount) {
            return "  " + String.format(Locale.ROOT, "%-" + WHAT_WIDTH + "s %" + AMOUNT_WIDTH + "s", what, amount);
        }

        @Override
        public String html() {
            StringBuilder html = new StringBuilder("<table cellpadding=\"4\">\n");
            html.append(cells("th", "Product", "Quantity", "Price", "Amount"));
            for (Item item : items) {
                html.append(cells(
                        "td",
                        item.product(),
                        Integer.toString(item.quantity()),
                        amount(item.unitPrice()),
                        amount(item.price())));
            }
            if (more > 0) {
                html.append(cells("td", "and " + more + " more", "", "", ""));
            }
            html.append(cells("th", totalOf(), "", "", amount(total)));
            return html.append("</table>\n").toString();
        }

        private static String cells(String tag, String first, String... others) {
            StringBuilder row = new StringBuilder("<tr>");
            row.append(cell(tag, "left", first));
            for (String other : others) {
                row.append(cell(tag, "right", other));
            }
            return row.append("</tr>\n").toString();
        }

        private static String cell(String tag, String align, String content) {
            return "<" + tag + " align=\"" + align + "\">" + SafeText.escaped(content) + "</" + tag + ">";
        }

        private String amount(BigDecimal amount) {
            return Money.number(amount, currency);
        }
    }
}
