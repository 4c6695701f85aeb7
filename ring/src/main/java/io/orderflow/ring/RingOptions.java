/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.tools.audit.Guarantee;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What is run.
 *
 * @param load from the first order to the last
 * @param rate orders a second
 * @param guarantee what the services are told to guarantee
 * @param protocol of the groups: {@code classic} or {@code streams}
 * @param brokers one, or three with a copy of everything each
 * @param settings that all services are given besides
 */
record RingOptions(
        long seed,
        Duration load,
        int rate,
        Guarantee guarantee,
        String protocol,
        int brokers,
        Set<FaultKind> kinds,
        Map<String, String> settings) {

    RingOptions {
        kinds = Set.copyOf(kinds);
        settings = Map.copyOf(settings);
    }

    /** As the services' setting {@code processing.guarantee} has it. */
    String guaranteeSetting() {
        return guarantee.toString().toLowerCase(Locale.ROOT);
    }
}
