/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.demo.Screen.Tone;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the journal's lines look. */
final class Lines {

    private static final int TAG = 9;

    private Lines() {}

    /** One event of one order: {@code   h3k2-07   0.048 s  order-details  pass}. */
    static String event(Screen screen, String tag, double seconds, Tone tone, String event, String text) {
        String time = String.format(Locale.ROOT, "%7.3f s", seconds);
        String head = "  %s %s  ".formatted(padded(tag, TAG), time);
        String body = text.isEmpty() ? event : padded(event, 13) + "  " + text;
        return screen.in(Tone.QUIET, head) + screen.in(tone, body);
    }

    static String headline(Screen screen, String title, String rest) {
        return screen.in(Tone.STRONG, title) + (rest.isEmpty() ? "" : "  " + screen.in(Tone.QUIET, rest));
    }

    /** The end of an id, which tells it from others of its time. */
    static String shortTag(String id) {
        return id.length() <= TAG ? id : "…" + id.substring(id.length() - (TAG - 1));
    }

    static String verdict(OrderValidation verdict) {
        if (verdict.getResult() == CheckResult.PASS) {
            return "pass";
        }
        String kind = verdict.getResult() == CheckResult.FAIL ? "FAIL  " : "ERROR  ";
        return kind + String.join("; ", verdict.getReasons());
    }

    static String contents(Order order) {
        BigDecimal value = order.getLines().stream()
                .map(line -> line.getUnitPrice().multiply(BigDecimal.valueOf(line.getQuantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        String lines = order.getLines().stream()
                .limit(5)
                .map(line -> line.getQuantity() + " " + line.getProduct())
                .collect(Collectors.joining(", "));
        String more = order.getLines().size() > 5 ? ", ..." : "";
        return lines + more + ", " + Money.text(value, order.getCurrency());
    }

    /** The address without the name. */
    static String address(String header) {
        int start = header.lastIndexOf('<');
        int end = header.lastIndexOf('>');
        return start >= 0 && end > start ? header.substring(start + 1, end) : header;
    }

    static String millis(double seconds) {
        return Math.round(seconds * 1000) + " ms";
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }
}
