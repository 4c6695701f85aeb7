/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.common.config.Settings;
import io.orderflow.it.simulation.Application;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/** The inventory service in the simulation. */
public final class SimulatedInventory implements Application {

    @Override
    public String id() {
        return InventoryMain.NAME;
    }

    @Override
    public String service() {
        return InventoryMain.NAME;
    }

    @Override
    public Settings settings(Map<String, String> values) {
        return Settings.of(values, InventoryConfig.SETTINGS);
    }

    @Override
    public Topology topology(Settings settings, EventSerdes serdes, Consumer<String> shown) {
        return new InventoryTopology(InventoryConfig.from(settings), serdes.signing(settings.get(InventoryConfig.KEY)))
                .build();
    }

    @Override
    public Map<String, Object> properties() {
        return Map.of();
    }
}
