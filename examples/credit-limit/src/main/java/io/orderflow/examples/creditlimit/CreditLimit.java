/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderValidation;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * The rule: no order may be worth more than {@code limit}, a number that applies to each currency as it stands. Plain Java
 * without Kafka.
 */
public record CreditLimit(BigDecimal limit) {

    /** The name under which {@code orders.checks} asks for this check. */
    public static final String CHECK = "credit-limit";

    /** The verdict on {@code order}, given at {@code now}: a pure function. */
    public OrderValidation check(Order order, Instant now) {
        BigDecimal value = valueOf(order);
        return value.compareTo(limit) <= 0
                ? new OrderValidation(order.getId(), CHECK, CheckResult.PASS, List.of(), now)
                : new OrderValidation(order.getId(), CHECK, CheckResult.FAIL, List.of(reason(order, value)), now);
    }

    /** Nothing has been checked yet: a line with less than no units, or a price below zero, must not buy room. */
    private static BigDecimal valueOf(Order order) {
        BigDecimal value = BigDecimal.ZERO;
        for (OrderLine line : order.getLines()) {
            BigDecimal units = BigDecimal.valueOf(Math.max(0, line.getQuantity()));
            value = value.add(line.getUnitPrice().max(BigDecimal.ZERO).multiply(units));
        }
        return value;
    }

    /** In words that a support desk can read out. */
    private String reason(Order order, BigDecimal value) {
        return "order of %s %s is over the credit limit of %s"
                .formatted(inWords(value), order.getCurrency(), inWords(limit));
    }

    private static String inWords(BigDecimal amount) {
        return new DecimalFormat("#,##0.00##", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(amount);
    }
}
