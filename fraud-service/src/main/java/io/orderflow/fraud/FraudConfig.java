/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.fraud.limits.Limits;
import io.orderflow.schemas.proof.CheckKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the fraud service is told.
 *
 * @param window how long orders of a customer count together
 * @param orderLimit the most one order may be worth
 * @param spendingLimit the most all orders in a window may be worth
 * @param ordersLimit how many orders may be placed in a window
 */
public record FraudConfig(Duration window, BigDecimal orderLimit, BigDecimal spendingLimit, int ordersLimit) {

    static final Setting<Duration> WINDOW = Setting.duration("fraud.window", "1h")
            .atLeast("1m")
            .atMost("30d")
            .help("how long a customer's orders count together");

    static final Setting<BigDecimal> ORDER_LIMIT = Setting.decimal("fraud.order.limit", "2000")
            .atLeast("0")
            .help("the most one order may be worth, in its own currency");

    static final Setting<BigDecimal> SPENDING_LIMIT = Setting.decimal("fraud.spending.limit", "5000")
            .atLeast("0")
            .help("the most a customer's orders of one currency within the window may be worth together");

    // Twice as many orders are kept a customer, as one record: the upper bound keeps it well below a broker's limit.
    static final Setting<Integer> ORDERS_LIMIT = Setting.integer("fraud.orders.limit", 50)
            .atLeast("1")
            .atMost("1000")
            .help("how many orders of one currency a customer may place within the window");

    /** With what it signs its verdicts. */
    public static final Setting<Optional<CheckKey>> KEY = CommonSettings.checkKey("fraud.key");

    /** All settings of this service. */
    public static final List<Setting<?>> SETTINGS =
            CommonSettings.and(List.of(WINDOW, ORDER_LIMIT, SPENDING_LIMIT, ORDERS_LIMIT, KEY));

    /** As set. */
    public static FraudConfig from(Settings settings) {
        return new FraudConfig(
                settings.get(WINDOW),
                settings.get(ORDER_LIMIT),
                settings.get(SPENDING_LIMIT),
                settings.get(ORDERS_LIMIT));
    }

    /** The limits that these settings are. */
    public Limits limits() {
        return new Limits(window, orderLimit, spendingLimit, ordersLimit);
    }
}
