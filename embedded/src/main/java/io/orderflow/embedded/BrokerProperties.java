/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** How a node is configured: ready soon, small, and otherwise as Kafka is. */
final class BrokerProperties {

    private static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    static Map<String, String> of(Path folder, ListenAddress at, BrokerNode node) {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(node.id()));
        properties.put("controller.quorum.voters", voters(node));
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        StringJoiner protocols =
                new StringJoiner(",").add("PLAINTEXT:PLAINTEXT").add("CONTROLLER:PLAINTEXT");
        StringJoiner listeners = new StringJoiner(",")
                .add("PLAINTEXT://" + at.bindAddress() + ":" + node.port())
                .add("CONTROLLER://localhost:" + node.controllerPort());
        StringJoiner advertised = new StringJoiner(",").add("PLAINTEXT://" + at.host() + ":" + node.port());
        for (BrokerNode.Way way : node.ways()) {
            protocols.add(way.name() + ":PLAINTEXT");
            listeners.add(way.name() + "://localhost:" + way.port());
            advertised.add(way.name() + "://localhost:" + way.advertisedPort());
        }
        properties.put("listener.security.protocol.map", protocols.toString());
        properties.put("listeners", listeners.toString());
        properties.put("advertised.listeners", advertised.toString());
        properties.put("log.dirs", folder.toString());
        properties.put("auto.create.topics.enable", "false");
        copies(properties, node.controllers().size());
        quick(properties);
        streamsGroups(properties);
        small(properties);
        return properties;
    }

    /** The controller of such a node without its broker, which it soon takes for dead. */
    static Map<String, String> controllerAlone(Path folder, int port) {
        return Map.of(
                "process.roles",
                "controller",
                "node.id",
                Integer.toString(NODE_ID),
                "controller.quorum.voters",
                NODE_ID + "@localhost:" + port,
                "controller.listener.names",
                CONTROLLER_LISTENER,
                "listener.security.protocol.map",
                "CONTROLLER:PLAINTEXT",
                "listeners",
                "CONTROLLER://localhost:" + port,
                "log.dirs",
                folder.toString(),
                "broker.session.timeout.ms",
                "1000",
                "broker.heartbeat.interval.ms",
                "500");
    }

    private static String voters(BrokerNode node) {
        return node.controllers().entrySet().stream()
                .map(controller -> controller.getKey() + "@localhost:" + controller.getValue())
                .collect(Collectors.joining(","));
    }

    private static void copies(Map<String, String> properties, int nodes) {
        String copies = Integer.toString(nodes);
        String needed = Integer.toString(Math.max(1, nodes - 1));
        properties.put("default.replication.factor", copies);
        properties.put("min.insync.replicas", needed);
        properties.put("offsets.topic.replication.factor", copies);
        properties.put("transaction.state.log.replication.factor", copies);
        properties.put("transaction.state.log.min.isr", needed);
        properties.put("share.coordinator.state.topic.replication.factor", copies);
        properties.put("share.coordinator.state.topic.min.isr", needed);
    }

    private static void quick(Map<String, String> properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000"); // a test need not wait long for one that died
        properties.put("broker.heartbeat.interval.ms", "500");
        // What a killed client left open is rolled back soon after its time-out, not ten seconds later.
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "2000");
    }

    /** Of those who choose {@code group.protocol=streams}, the broker says what others say of themselves. */
    private static void streamsGroups(Map<String, String> properties) {
        properties.put("group.streams.min.session.timeout.ms", "1000");
        properties.put("group.streams.session.timeout.ms", "10000");
        properties.put("group.streams.min.heartbeat.interval.ms", "500");
        properties.put("group.streams.heartbeat.interval.ms", "3000");
        properties.put("group.streams.num.standby.replicas", "1");
        properties.put("group.streams.initial.rebalance.delay.ms", "0");
    }

    private static void small(Map<String, String> properties) {
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("num.io.threads", "4");
        properties.put("num.network.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("log.index.size.max.bytes", "1048576");
    }
}
