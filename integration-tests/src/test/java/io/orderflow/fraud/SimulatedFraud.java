/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud;

import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.it.simulation.Application;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.streams.Topology;

/** The fraud service in the simulation. */
public final class SimulatedFraud implements Application {

    @Override
    public String id() {
        return FraudMain.NAME;
    }

    @Override
    public String service() {
        return FraudMain.NAME;
    }

    @Override
    public Settings settings(Map<String, String> values) {
        return Settings.of(values, FraudConfig.SETTINGS);
    }

    @Override
    public Topology topology(Settings settings, EventSerdes serdes, Consumer<String> shown) {
        return new FraudTopology(FraudConfig.from(settings), serdes.signing(settings.get(FraudConfig.KEY))).build();
    }

    @Override
    public Map<String, Object> properties() {
        return StreamsProperties.atLeastOnce(Duration.ZERO);
    }
}
