/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.common.config.CommonSettings;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.schemas.Topics;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;

/**
 * A validator whose rules can be tried on past orders.
 *
 * @param check the name of its check, which is its own without {@code -service}
 * @param settings what its rules are set by
 * @param rules makes them, so set, by what a cluster holds now
 */
public record Validator(String check, List<Setting<?>> settings, BiFunction<Settings, Cluster, Rehearsal> rules) {

    /** All of them. */
    public static final List<Validator> ALL = List.of(
            new Validator(
                    "fraud",
                    rules(FraudConfig.SETTINGS, FraudConfig.KEY),
                    (settings, cluster) -> new FraudRehearsal(FraudConfig.from(settings))),
            new Validator(
                    "order-details",
                    rules(OrderDetailsConfig.SETTINGS, OrderDetailsConfig.KEY),
                    (settings, cluster) ->
                            new DetailsRehearsal(cluster.table(Topics.CUSTOMERS), cluster.table(Topics.PRODUCTS))));

    public Validator {
        settings = List.copyOf(settings);
    }

    /** Neither what all services have, nor what a verdict is signed with. */
    private static List<Setting<?>> rules(List<Setting<?>> settings, Setting<?> key) {
        Set<Setting<?>> others = Set.copyOf(CommonSettings.and(List.of(key)));
        return settings.stream().filter(setting -> !others.contains(setting)).toList();
    }
}
