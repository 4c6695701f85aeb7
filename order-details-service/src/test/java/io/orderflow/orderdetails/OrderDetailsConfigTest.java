/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrderDetailsConfigTest {

    @Test
    void defaults() {
        assertThat(OrderDetailsConfig.from(Settings.of(Map.of(), OrderDetailsConfig.SETTINGS)))
                .isEqualTo(new OrderDetailsConfig(Duration.ofSeconds(2)));
    }

    @Test
    void everySetting() {
        Map<String, String> properties = Map.of("details.reference.wait", "500ms");

        assertThat(OrderDetailsConfig.from(Settings.of(properties, OrderDetailsConfig.SETTINGS)))
                .isEqualTo(new OrderDetailsConfig(Duration.ofMillis(500)));
    }

    @Test
    void waitIsShorterThanAnOrdersDeadline() {
        Map<String, String> properties = Map.of("details.reference.wait", "5m");

        assertThatThrownBy(() -> Settings.of(properties, OrderDetailsConfig.SETTINGS))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("must be at most 1m");
    }
}
