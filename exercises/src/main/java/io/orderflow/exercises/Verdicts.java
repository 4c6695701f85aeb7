/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderValidation;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** What checks say. */
final class Verdicts {

    private Verdicts() {}

    /** FAIL for these reasons, PASS if there are none. */
    static OrderValidation of(String check, String orderId, List<String> reasons) {
        CheckResult result = reasons.isEmpty() ? CheckResult.PASS : CheckResult.FAIL;
        return new OrderValidation(orderId, check, result, reasons, Instant.now());
    }

    /** It cannot be told. The order fails by it, and says so. */
    static OrderValidation error(String check, String orderId, String reason) {
        return new OrderValidation(orderId, check, CheckResult.ERROR, List.of(reason), Instant.now());
    }

    /** What an order comes to, in its currency. A line below zero makes nothing cheaper. */
    static BigDecimal valueOf(Order order) {
        BigDecimal value = BigDecimal.ZERO;
        for (OrderLine line : order.getLines()) {
            BigDecimal units = BigDecimal.valueOf(Math.max(0, line.getQuantity()));
            value = value.add(line.getUnitPrice().max(BigDecimal.ZERO).multiply(units));
        }
        return value;
    }
}
