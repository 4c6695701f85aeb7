/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Settings;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FraudConfigTest {

    @Test
    void defaults() {
        assertThat(config(Map.of()))
                .isEqualTo(new FraudConfig(Duration.ofHours(1), new BigDecimal("2000"), new BigDecimal("5000"), 50));
    }

    @Test
    void everySetting() {
        Map<String, String> properties = Map.of(
                "fraud.window", "24h",
                "fraud.order.limit", "99.50",
                "fraud.spending.limit", "200",
                "fraud.orders.limit", "3");

        assertThat(config(properties))
                .isEqualTo(new FraudConfig(Duration.ofHours(24), new BigDecimal("99.50"), new BigDecimal("200"), 3));
    }

    @Test
    void allFaultsAtOnce() {
        Map<String, String> properties = Map.of(
                "fraud.window", "5s",
                "fraud.order.limit", "-1",
                "fraud.spending.limit", "much",
                "fraud.orders.limit", "0");

        assertThatThrownBy(() -> config(properties))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("fraud.window=5s")
                .hasMessageContaining("fraud.order.limit=-1")
                .hasMessageContaining("fraud.spending.limit=much")
                .hasMessageContaining("fraud.orders.limit=0");
    }

    private static FraudConfig config(Map<String, String> properties) {
        return FraudConfig.from(Settings.of(properties, FraudConfig.SETTINGS));
    }
}
