/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud.limits;

import io.orderflow.common.config.Durations;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One customer may not place more than {@code limit} orders within {@code window}. The reason does not count them: beyond
 * the limit, {@link RecentOrders} need not remember each.
 */
public record VelocityLimit(int limit, Duration window) implements FraudRule {

    @Override
    public Optional<String> reasonAgainst(Spending spending) {
        if (spending.windowOrders() <= limit) {
            return Optional.empty();
        }
        return Optional.of(
                String.format(Locale.ROOT, "more than %,d orders within %s", limit, Durations.print(window)));
    }
}
