/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InventoryConfigTest {

    @Test
    void hasDefaults() {
        assertThat(config(Map.of())).isEqualTo(new InventoryConfig(Duration.ofHours(24)));
    }

    @Test
    void readsEverySetting() {
        assertThat(config(Map.of("inventory.memory", "7d"))).isEqualTo(new InventoryConfig(Duration.ofDays(7)));
    }

    @Test
    void refusesAMemoryTooShort() {
        assertThatThrownBy(() -> config(Map.of("inventory.memory", "5s")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("inventory.memory=5s")
                .hasMessageContaining("must be at least 1m");
    }

    private static InventoryConfig config(Map<String, String> properties) {
        return InventoryConfig.from(Settings.of(properties, InventoryConfig.SETTINGS));
    }
}
