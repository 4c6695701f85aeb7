/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.config.Settings;
import io.orderflow.it.simulation.Application;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/** The writing half of the orders service in the simulation. */
public final class SimulatedLifecycle implements Application {

    @Override
    public String id() {
        return OrdersMain.NAME;
    }

    @Override
    public String service() {
        return OrdersMain.NAME;
    }

    @Override
    public Settings settings(Map<String, String> values) {
        return Settings.of(values, OrdersConfig.SETTINGS);
    }

    @Override
    public Topology topology(Settings settings, EventSerdes serdes, Consumer<String> shown) {
        return new LifecycleTopology(OrdersConfig.from(settings), serdes, new Backlog(() -> 0)).build();
    }

    @Override
    public Map<String, Object> properties() {
        return Map.of();
    }
}
