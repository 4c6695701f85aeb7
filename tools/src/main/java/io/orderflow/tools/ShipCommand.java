/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.show.AvroJson;
import io.orderflow.events.Shipment;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Goods leave: what the warehouse would write. */
@Command(
        name = "ship",
        description = {
            "Write to the topic shipments that an order's goods left, as the warehouse would.",
            "An order that is not VALIDATED is not shipped by it: the shipment goes to orders-service's dead letters."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow ship 0199f1c2-5d6e-7a80-9c3b-2f64d1a7e310"})
final class ShipCommand implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Parameters(index = "0", paramLabel = "ORDER", description = "Id of the order.")
    private String order = "";

    @Override
    public Integer call() {
        Shipment shipment = new Shipment(order, Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try (EventWriter writer = options.cluster().writer(Topics.SHIPMENTS)) {
            writer.write(Topics.SHIPMENTS, order, shipment);
            writer.flush();
        }
        if (json.wanted()) {
            output.json(AvroJson.of(shipment));
        } else {
            output.line("shipment of order %s written".formatted(order));
        }
        return ExitCode.OK;
    }
}
