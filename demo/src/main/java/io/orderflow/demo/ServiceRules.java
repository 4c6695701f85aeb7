/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.email.EmailConfig;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orders.OrdersConfig;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The services' rules as the environment has them, such as {@code ORDERS_CHECKS}. Where things are and how they run is for
 * the demo to say: a {@code HOST} or {@code CONFIG_FILE} that is in the environment for other programs is none of its own.
 */
final class ServiceRules {

    /** What the names of rules begin with. */
    private static final Set<String> SUBJECTS = Set.of("orders", "inventory", "fraud", "details", "email", "events");

    /** All customers of the demo are here, at one address. */
    private static final String THIS_MACHINE = "127.0.0.1,::1";

    private static final List<String> CHECKS_OF_THE_DEMO =
            OrdersConfig.from(Settings.of(Map.of(), OrdersConfig.SETTINGS)).checks();

    private final Map<String, String> given;
    private final List<String> checks;

    private ServiceRules(Map<String, String> given) {
        this.given = given;
        this.checks =
                OrdersConfig.from(settings(Map.of(), OrdersConfig.SETTINGS)).checks();
    }

    /**
     * The rules that {@code environment} has; all others are by default.
     *
     * @throws ConfigProblems naming what is wrong with them
     */
    static ServiceRules in(Map<String, String> environment) {
        Map<String, String> given = new TreeMap<>();
        Stream.of(
                        OrdersConfig.SETTINGS,
                        InventoryConfig.SETTINGS,
                        FraudConfig.SETTINGS,
                        OrderDetailsConfig.SETTINGS,
                        EmailConfig.SETTINGS)
                .flatMap(List::stream)
                .filter(setting -> SUBJECTS.contains(setting.name().split("\\.", 2)[0]))
                .map(Setting::environmentName)
                .filter(environment::containsKey)
                .forEach(name -> given.put(name, environment.getOrDefault(name, "")));
        ServiceRules rules = new ServiceRules(given);
        InventoryConfig.from(rules.settings(Map.of(), InventoryConfig.SETTINGS));
        FraudConfig.from(rules.settings(Map.of(), FraudConfig.SETTINGS));
        OrderDetailsConfig.from(rules.settings(Map.of(), OrderDetailsConfig.SETTINGS));
        EmailConfig.from(rules.settings(Map.of(), EmailConfig.SETTINGS));
        return rules;
    }

    /** A service's settings: these rules, and what the demo {@code decided}, by property name, before all else. */
    Settings settings(Map<String, String> decided, List<Setting<?>> declared) {
        Map<Setting<?>, String> flags = new HashMap<>();
        for (Setting<?> setting : declared) {
            if (decided.containsKey(setting.name())) {
                flags.put(setting, decided.getOrDefault(setting.name(), ""));
            }
        }
        Map<String, String> environment = new HashMap<>(given);
        if (given.keySet().stream().noneMatch(name -> name.startsWith("ORDERS_CLIENT_"))) {
            environment.put("ORDERS_CLIENT_UNBOUNDED", THIS_MACHINE);
        }
        return Settings.resolve(declared, flags, environment);
    }

    /** The samples expect that the demo's own checks decide, and no others. */
    boolean allowSamples() {
        return Set.copyOf(checks).equals(Set.copyOf(CHECKS_OF_THE_DEMO));
    }

    /** Why there can be no samples, after "they" or "the samples". */
    String whyNoSamples() {
        return "expect the checks %s, and orders.checks is %s"
                .formatted(String.join(",", CHECKS_OF_THE_DEMO), String.join(",", checks));
    }

    /** What a user should know of them; nothing if all are by default. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        given.forEach((name, value) -> lines.add("  from environment   %s=%s".formatted(name, value)));
        if (!allowSamples()) {
            lines.add("  no samples: they " + whyNoSamples());
        }
        List<String> ofOthers = checks.stream()
                .filter(check -> !CHECKS_OF_THE_DEMO.contains(check))
                .toList();
        if (!ofOthers.isEmpty()) {
            lines.add("  orders wait for %s, which the demo does not run: start its validator before you place one"
                    .formatted(String.join(", ", ofOthers)));
        }
        return lines;
    }
}
