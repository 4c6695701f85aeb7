/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud;

import io.orderflow.common.Launcher;
import io.orderflow.common.Service;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.common.streams.StreamsService;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/** Starts the fraud service. */
public final class FraudMain {

    /** The service's name: also its application id and consumer group. */
    public static final String NAME = "fraud-service";

    private FraudMain() {}

    public static void main(String[] args) {
        Launcher.launch(NAME, FraudConfig.SETTINGS, FraudMain::service, args);
    }

    /** The service, not yet started. */
    public static Service service(Settings settings) {
        FraudConfig config = FraudConfig.from(settings);
        EventSerdes serdes = EventSerdes.from(settings.kafka()).signing(settings.get(FraudConfig.KEY));
        Topology topology = new FraudTopology(config, serdes).build();
        // A repeat gets the verdict that is remembered, and of two verdicts of a check the first counts.
        return new StreamsService(NAME, topology, settings, StreamsProperties.atLeastOnce(Duration.ZERO));
    }
}
