/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.util.Optional;

/** No single order may be worth more than {@code limit}. */
public record OrderValueLimit(BigDecimal limit) implements FraudRule {

    @Override
    public Optional<String> reasonAgainst(Spending spending) {
        if (spending.orderValue().compareTo(limit) <= 0) {
            return Optional.empty();
        }
        return Optional.of("order of %s is over the limit of %s an order"
                .formatted(
                        Money.text(spending.orderValue(), spending.currency()),
                        Money.text(limit, spending.currency())));
    }
}
