/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.seed.SeedData;
import io.orderflow.demo.breaking.Breakables;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.embedded.processes.JvmProcess;
import io.orderflow.embedded.services.AllServices;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** This demo, as it is handed over to be broken. */
final class BreakableDemo implements Breakables {

    /** Customers a second that order while things are broken. */
    private static final double RATE = 5;

    private final AllServices services;
    private final Map<String, String> decided;
    private final Workspace workspace;
    private final Optional<EmbeddedKafka> broker;
    private final SeedData seed;
    private final EarlierOrders past;
    private final EventWriter writer;

    /** {@code decided} is what all services are told, by property name. */
    BreakableDemo(
            AllServices services,
            Map<String, String> decided,
            Workspace workspace,
            Optional<EmbeddedKafka> broker,
            SeedData seed,
            EarlierOrders past,
            EventWriter writer) {
        this.services = services;
        this.decided = decided;
        this.workspace = workspace;
        this.broker = broker;
        this.seed = seed;
        this.past = past;
        this.writer = writer;
    }

    @Override
    public void stopHere(String service) {
        services.stop(service);
    }

    @Override
    public JvmProcess start(String service) {
        List<String> arguments = new ArrayList<>(List.of(
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx200m",
                "-cp",
                System.getProperty("java.class.path"),
                ValidatorMain.class.getName(),
                service));
        decided.forEach((name, value) -> arguments.add(name + "=" + value));
        return JvmProcess.start(service, workspace.folder(), arguments);
    }

    @Override
    public Optional<EmbeddedKafka> broker() {
        return broker;
    }

    @Override
    public Supplier<ObjectNode> customers() {
        return Shoppers.arrive(seed, past, writer, RATE)::order;
    }
}
