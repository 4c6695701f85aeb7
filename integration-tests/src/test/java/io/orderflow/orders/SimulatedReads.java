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

/** The reading half of the orders service in the simulation. */
public final class SimulatedReads implements Application {

    @Override
    public String id() {
        return ReadsTopology.APPLICATION;
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
        return new ReadsTopology(
                        OrdersConfig.from(settings), serdes, (order, partition, offset) -> shown.accept(order.getId()))
                .build();
    }

    @Override
    public Map<String, Object> properties() {
        return ReadsTopology.properties();
    }
}
