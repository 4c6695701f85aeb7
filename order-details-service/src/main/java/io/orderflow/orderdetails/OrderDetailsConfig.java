/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.schemas.proof.CheckKey;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the order details service is told.
 *
 * @param referenceWait how long an order waits for a customer or product that is not known yet
 */
public record OrderDetailsConfig(Duration referenceWait) {

    static final Setting<Duration> REFERENCE_WAIT = Setting.duration("details.reference.wait", "2s")
            .atMost("1m")
            .help("how long an order waits for a customer or product that is not known yet");

    /** With what it signs its verdicts. */
    public static final Setting<Optional<CheckKey>> KEY = CommonSettings.checkKey("details.key");

    /** All settings of this service. */
    public static final List<Setting<?>> SETTINGS = CommonSettings.and(List.of(REFERENCE_WAIT, KEY));

    /** As set. */
    public static OrderDetailsConfig from(Settings settings) {
        return new OrderDetailsConfig(settings.get(REFERENCE_WAIT));
    }
}
