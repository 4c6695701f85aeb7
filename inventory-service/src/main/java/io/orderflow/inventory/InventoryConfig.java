/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What the inventory service is told.
 *
 * @param memory how long a settled order is remembered, and an order whose lines stopped answering
 */
public record InventoryConfig(Duration memory) {

    static final Setting<Duration> MEMORY = Setting.duration("inventory.memory", "24h")
            .atLeast("1m")
            .atMost("30d")
            .help("how long a shipped or closed order is remembered, so that a late repeat of it changes nothing");

    /** All settings of this service. */
    public static final List<Setting<?>> SETTINGS = CommonSettings.and(List.of(MEMORY));

    /** As set. */
    public static InventoryConfig from(Settings settings) {
        return new InventoryConfig(settings.get(MEMORY));
    }
}
