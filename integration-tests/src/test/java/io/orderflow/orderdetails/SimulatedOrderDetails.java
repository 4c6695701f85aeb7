/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.it.simulation.Application;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/** The order details service in the simulation. */
public final class SimulatedOrderDetails implements Application {

    @Override
    public String id() {
        return OrderDetailsMain.NAME;
    }

    @Override
    public String service() {
        return OrderDetailsMain.NAME;
    }

    @Override
    public Settings settings(Map<String, String> values) {
        return Settings.of(values, OrderDetailsConfig.SETTINGS);
    }

    @Override
    public Topology topology(Settings settings, EventSerdes serdes, Consumer<String> shown) {
        return new OrderDetailsTopology(
                        OrderDetailsConfig.from(settings), serdes.signing(settings.get(OrderDetailsConfig.KEY)))
                .build();
    }

    @Override
    public Map<String, Object> properties() {
        return StreamsProperties.atLeastOnce(Duration.ZERO);
    }
}
