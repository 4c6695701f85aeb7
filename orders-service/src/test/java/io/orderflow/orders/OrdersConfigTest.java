/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersConfigTest {

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        OrdersConfig config = config(Map.of());

        assertThat(config.host()).isEqualTo("localhost");
        assertThat(config.bindAddress()).isEqualTo("localhost");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.checks()).containsExactly("inventory", "fraud", "order-details");
        assertThat(config.validationTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.waitDefault()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.waitMax()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.writeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.exactlyOnce()).isTrue();
    }

    @Test
    void everySettingIsHeard() {
        OrdersConfig config = config(Map.of(
                "host", "orders-1",
                "bind.address", "0.0.0.0",
                "port", "0",
                "orders.checks", "fraud, weather",
                "orders.validation.timeout", "30s",
                "orders.wait.default", "1s",
                "orders.wait.max", "2s",
                "orders.write.timeout", "3s",
                "processing.guarantee", "at_least_once"));

        assertThat(config.host()).isEqualTo("orders-1");
        assertThat(config.bindAddress()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isZero();
        assertThat(config.checks()).containsExactly("fraud", "weather");
        assertThat(config.validationTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.waitDefault()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.waitMax()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.writeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.exactlyOnce()).isFalse();
    }

    @Test
    void ordersWithoutAnyCheckAreRefused() {
        assertThatThrownBy(() -> config(Map.of("orders.checks", "")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("must name at least one check");
    }

    @Test
    void theUsualWaitMustNotBeLongerThanTheLongest() {
        assertThatThrownBy(() -> config(Map.of("orders.wait.default", "2m")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("must be at most orders.wait.max");
    }

    private static OrdersConfig config(Map<String, String> properties) {
        return OrdersConfig.from(Settings.of(properties, OrdersConfig.SETTINGS));
    }
}
