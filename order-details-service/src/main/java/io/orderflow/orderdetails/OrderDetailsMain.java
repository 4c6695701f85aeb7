/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import io.orderflow.common.Launcher;
import io.orderflow.common.Service;
import io.orderflow.common.config.Settings;
import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.common.streams.StreamsService;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import org.apache.kafka.streams.Topology;

/** Starts the order details service. */
public final class OrderDetailsMain {

    /** The service's name: also its application id and consumer group. */
    public static final String NAME = "order-details-service";

    private OrderDetailsMain() {}

    public static void main(String[] args) {
        Launcher.launch(NAME, OrderDetailsConfig.SETTINGS, OrderDetailsMain::service, args);
    }

    /** The service, not yet started. */
    public static Service service(Settings settings) {
        OrderDetailsConfig config = OrderDetailsConfig.from(settings);
        EventSerdes serdes = EventSerdes.from(settings.kafka()).signing(settings.get(OrderDetailsConfig.KEY));
        Topology topology = new OrderDetailsTopology(config, serdes).build();
        // A repeat gets the verdict that is remembered, and of two verdicts of a check the first counts.
        return new StreamsService(NAME, topology, settings, StreamsProperties.atLeastOnce(Duration.ZERO));
    }
}
