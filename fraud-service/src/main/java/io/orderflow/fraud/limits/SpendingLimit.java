/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import io.orderflow.common.config.Durations;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;

/** The orders of one customer within {@code window} may not be worth more than {@code limit} together. */
public record SpendingLimit(BigDecimal limit, Duration window) implements FraudRule {

    @Override
    public Optional<String> reasonAgainst(Spending spending) {
        if (spending.windowValue().compareTo(limit) <= 0) {
            return Optional.empty();
        }
        return Optional.of("orders of %s within %s are over the limit of %s"
                .formatted(
                        Money.text(spending.windowValue(), spending.currency()),
                        Durations.print(window),
                        Money.text(limit, spending.currency())));
    }
}
