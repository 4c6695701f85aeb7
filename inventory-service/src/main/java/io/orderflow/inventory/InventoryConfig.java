/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.schemas.proof.CheckKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

    /** With what it signs its verdicts. */
    public static final Setting<Optional<CheckKey>> KEY = CommonSettings.checkKey("inventory.key");

    /** All settings of this service. */
    public static final List<Setting<?>> SETTINGS = CommonSettings.and(List.of(MEMORY, KEY));

    /** As set. */
    public static InventoryConfig from(Settings settings) {
        return new InventoryConfig(settings.get(MEMORY));
    }
}
