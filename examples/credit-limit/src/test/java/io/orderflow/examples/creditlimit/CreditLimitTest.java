/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import static io.orderflow.examples.creditlimit.Orders.NOON;
import static io.orderflow.examples.creditlimit.Orders.created;
import static io.orderflow.examples.creditlimit.Orders.line;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

class CreditLimitTest {

    private final CreditLimit limit = new CreditLimit(new BigDecimal("1000"));

    @Test
    void whatMeetsTheLimitPasses() {
        OrderValidation verdict = check(created("A", line(2, "250"), line(1, "500")));

        assertThat(verdict.getOrderId()).isEqualTo("A");
        assertThat(verdict.getCheck()).isEqualTo("credit-limit");
        assertThat(verdict.getResult()).isEqualTo(CheckResult.PASS);
        assertThat(verdict.getReasons()).isEmpty();
        assertThat(verdict.getCheckedAt()).isEqualTo(NOON);
    }

    @Test
    void whatIsOverTheLimitFailsAndIsToldWhy() {
        OrderValidation verdict = check(created("B", line(1, "1290")));

        assertThat(verdict.getResult()).isEqualTo(CheckResult.FAIL);
        assertThat(verdict.getReasons()).containsExactly("order of 1,290.00 EUR is over the credit limit of 1,000.00");
    }

    @Test
    void theSmallestAmountOverTheLimitShowsInTheReason() {
        assertThat(check(created("C", line(1, "1000.0001"))).getReasons())
                .containsExactly("order of 1,000.0001 EUR is over the credit limit of 1,000.00");
    }

    @Test
    void aLineBelowZeroMakesNoRoom() {
        assertThat(check(created("D", line(1, "1290"), line(-1, "500"))).getResult())
                .isEqualTo(CheckResult.FAIL);
        assertThat(check(created("E", line(1, "1290"), line(1, "-500"))).getResult())
                .isEqualTo(CheckResult.FAIL);
    }

    @Test
    void aSumBeyondAnyNumberTypeIsStillASum() {
        assertThat(check(created("F", line(Integer.MAX_VALUE, "99999999999999")))
                        .getResult())
                .isEqualTo(CheckResult.FAIL);
    }

    private OrderValidation check(Order order) {
        return limit.check(order, NOON);
    }
}
