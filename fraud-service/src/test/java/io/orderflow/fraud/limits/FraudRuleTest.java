/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FraudRuleTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final FraudRule orderValue = new OrderValueLimit(new BigDecimal("2000"));
    private final FraudRule spending = new SpendingLimit(new BigDecimal("5000"), HOUR);
    private final FraudRule velocity = new VelocityLimit(50, HOUR);

    @Test
    void orderOfExactlyTheLimitPasses() {
        assertThat(orderValue.reasonAgainst(spending("2000.0000", "2000", 1))).isEmpty();
    }

    @Test
    void orderOverTheLimitIsRefused() {
        assertThat(orderValue.reasonAgainst(spending("2000.0001", "2000.0001", 1)))
                .contains("order of 2,000.0001 EUR is over the limit of 2,000.00 EUR an order");
        assertThat(orderValue.reasonAgainst(spending("2150", "2150", 1)))
                .contains("order of 2,150.00 EUR is over the limit of 2,000.00 EUR an order");
    }

    @Test
    void ordersOfExactlyTheLimitTogetherPass() {
        assertThat(spending.reasonAgainst(spending("1000", "5000.0000", 3))).isEmpty();
    }

    @Test
    void ordersOverTheLimitTogetherAreRefused() {
        assertThat(spending.reasonAgainst(spending("1000", "5000.01", 3)))
                .contains("orders of 5,000.01 EUR within 1h are over the limit of 5,000.00 EUR");
    }

    @Test
    void asManyOrdersAsTheLimitAllowsPass() {
        assertThat(velocity.reasonAgainst(spending("1", "50", 50))).isEmpty();
    }

    @Test
    void oneOrderMoreThanTheLimitAllowsIsRefused() {
        assertThat(velocity.reasonAgainst(spending("1", "51", 51))).contains("more than 50 orders within 1h");
    }

    @Test
    void noLimitOfZeroRefusesAnOrderOfNothing() {
        FraudRule none = new OrderValueLimit(BigDecimal.ZERO);

        assertThat(none.reasonAgainst(spending("0.0000", "0", 1))).isEmpty();
        assertThat(none.reasonAgainst(spending("0.01", "0.01", 1))).isPresent();
    }

    @Test
    void reasonStaysShortWhateverCurrencyWasSent() {
        Spending odd = new Spending("X".repeat(10_000), new BigDecimal("2001"), new BigDecimal("5001"), 1);

        assertThat(orderValue.reasonAgainst(odd).orElseThrow()).hasSizeLessThan(120);
        assertThat(spending.reasonAgainst(odd).orElseThrow()).hasSizeLessThan(120);
    }

    private static Spending spending(String orderValue, String windowValue, int windowOrders) {
        return new Spending("EUR", new BigDecimal(orderValue), new BigDecimal(windowValue), windowOrders);
    }
}
