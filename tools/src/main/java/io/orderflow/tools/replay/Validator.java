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
                    own(FraudConfig.SETTINGS),
                    (settings, cluster) -> new FraudRehearsal(FraudConfig.from(settings))),
            new Validator(
                    "order-details",
                    own(OrderDetailsConfig.SETTINGS),
                    (settings, cluster) ->
                            new DetailsRehearsal(cluster.table(Topics.CUSTOMERS), cluster.table(Topics.PRODUCTS))));

    public Validator {
        settings = List.copyOf(settings);
    }

    private static List<Setting<?>> own(List<Setting<?>> settings) {
        Set<Setting<?>> common = Set.copyOf(CommonSettings.and(List.of()));
        return settings.stream().filter(setting -> !common.contains(setting)).toList();
    }
}
