/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
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
 * @param proven whether checks sign their verdicts, and only what is signed counts
 */
record Setup(List<String> checks, Map<String, Duration> skews, Set<String> late, boolean proven) {

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

    /** Of each check. */
    static final Path KEYS = Path.of("src", "test", "resources", "keys");

    private static final String VALIDATION_TIMEOUT = "8s";

    Setup {
        checks = List.copyOf(checks);
        skews = Map.copyOf(skews);
        late = Set.copyOf(late);
    }

    /** The same, where verdicts must be signed. */
    Setup signing() {
        return new Setup(checks, skews, late, true);
    }

    /** Where the key of {@code check} is. */
    static Path key(String check) {
        return KEYS.resolve(check + ".key");
    }

    /** What {@code application} is told; waits are short. */
    Map<String, String> settings(Application application) {
        Map<String, String> settings = new TreeMap<>();
        settings.put("state.dir", "target/simulation");
        switch (application.service()) {
            case "orders-service" -> {
                settings.put("orders.checks", String.join(",", checks));
                settings.put("orders.validation.timeout", VALIDATION_TIMEOUT);
                settings.put("orders.checks.keys", proven ? KEYS.toString() : "");
            }
            case "email-service" -> {
                settings.put("email.customer.wait", "3s");
                settings.put("email.payment.wait", "5s");
            }
            case "fraud-service" -> {
                settings.put("fraud.orders.limit", "4");
                settings.put("fraud.key", proven ? key("fraud").toString() : "");
            }
            case "inventory-service" ->
                settings.put("inventory.key", proven ? key("inventory").toString() : "");
            case "order-details-service" ->
                settings.put("details.key", proven ? key("order-details").toString() : "");
            default -> {}
        }
        return settings;
    }

    static boolean isGarbage(byte[] bytes) {
        return new String(bytes, UTF_8).startsWith(GARBAGE);
    }
}
