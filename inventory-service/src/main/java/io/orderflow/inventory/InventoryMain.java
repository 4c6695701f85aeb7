/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.common.Launcher;
import io.orderflow.common.Service;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.common.streams.StreamsService;
import io.orderflow.schemas.serde.EventSerdes;
import org.apache.kafka.streams.Topology;

/** Starts the inventory service. */
public final class InventoryMain {

    /** The service's name: also its application id and consumer group. */
    public static final String NAME = "inventory-service";

    private InventoryMain() {}

    public static void main(String[] args) {
        Launcher.launch(NAME, InventoryConfig.SETTINGS, InventoryMain::service, args);
    }

    /** The service, not yet started. */
    public static Service service(Settings settings) {
        InventoryConfig config = InventoryConfig.from(settings);
        EventSerdes serdes = EventSerdes.from(settings.kafka()).signing(settings.get(InventoryConfig.KEY));
        Topology topology = new InventoryTopology(config, serdes).build();
        // Long after an order was shipped, nothing tells that it counted already.
        return new StreamsService(NAME, topology, settings, StreamsProperties.inputOnce());
    }
}
