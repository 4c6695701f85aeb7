/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How the world is before anything happens.
 *
 * @param checks that each order must pass
 * @param skews how far the clock of each application is ahead; under {@link #ELSEWHERE} those of all others
 * @param late applications that are started only later
 */
record Setup(List<String> checks, Map<String, Duration> skews, Set<String> late) {

    /** Clients, warehouse, CRM and the other teams. */
    static final String ELSEWHERE = "elsewhere";

    /** How far a clock is wrong at most, to either side. */
    static final Duration CLOCKS_WRONG = Duration.ofSeconds(3);

    /** How far a clock is behind at most when its application reads a record. */
    static final Duration CLOCKS_BEHIND = Duration.ofSeconds(1);

    /** The furthest that one clock may be ahead of another. */
    static final Duration CLOCKS_DIFFER = CLOCKS_WRONG.multipliedBy(2).plus(CLOCKS_BEHIND);

    /** The key, and the value, of what nobody can read begins with this. */
    static final String GARBAGE = "garbage";

    /** Longer than anything waits. */
    static final Duration LONGEST_WAIT = Duration.ofSeconds(14);

    private static final String VALIDATION_TIMEOUT = "8s";

    Setup {
        checks = List.copyOf(checks);
        skews = Map.copyOf(skews);
        late = Set.copyOf(late);
    }

    /** What {@code application} is told; waits are short. */
    Map<String, String> settings(Application application) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("state.dir", "target/simulation");
        switch (application.service()) {
            case "orders-service" -> {
                settings.put("orders.checks", String.join(",", checks));
                settings.put("orders.validation.timeout", VALIDATION_TIMEOUT);
            }
            case "email-service" -> {
                settings.put("email.customer.wait", "3s");
                settings.put("email.payment.wait", "5s");
            }
            case "fraud-service" -> settings.put("fraud.orders.limit", "4");
            default -> {}
        }
        return settings;
    }

    static boolean isGarbage(byte[] bytes) {
        return new String(bytes, UTF_8).startsWith(GARBAGE);
    }
}
