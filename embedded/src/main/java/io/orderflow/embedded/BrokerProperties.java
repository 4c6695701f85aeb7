/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/** How a node is configured: ready soon, small, and otherwise as Kafka is. */
final class BrokerProperties {

    static final String CONTROLLER_LISTENER = "CONTROLLER";
    private static final int NODE_ID = 1;
    private static final String CLIENT_LISTENER = "CLIENTS";

    private BrokerProperties() {}

    static Map<String, Object> of(Path folder, ListenAddress at, BrokerNode node, BrokerSecurity security) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(node.id()));
        properties.put("controller.quorum.voters", voters(node));
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        List<String> clientListeners = new ArrayList<>(List.of(CLIENT_LISTENER));
        StringJoiner protocols = new StringJoiner(",")
                .add(CLIENT_LISTENER + ":" + security.protocol())
                .add(CONTROLLER_LISTENER + ":PLAINTEXT");
        StringJoiner listeners = new StringJoiner(",")
                .add(CLIENT_LISTENER + "://" + at.bindAddress() + ":" + node.port())
                .add(CONTROLLER_LISTENER + "://localhost:" + node.controllerPort());
        StringJoiner advertised = new StringJoiner(",").add(CLIENT_LISTENER + "://" + at.host() + ":" + node.port());
        for (BrokerNode.Way way : node.ways()) {
            clientListeners.add(way.name());
            protocols.add(way.name() + ":" + security.protocol());
            listeners.add(way.name() + "://localhost:" + way.port());
            advertised.add(way.name() + "://localhost:" + way.advertisedPort());
        }
        properties.put("listener.security.protocol.map", protocols.toString());
        properties.put("listeners", listeners.toString());
        properties.put("advertised.listeners", advertised.toString());
        properties.put("inter.broker.listener.name", CLIENT_LISTENER);
        properties.put("log.dirs", folder.toString());
        properties.put("auto.create.topics.enable", "false");
        copies(properties, node.controllers().size());
        quick(properties);
        streamsGroups(properties);
        small(properties);
        properties.putAll(security.brokerProperties(clientListeners));
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

    private static void copies(Map<String, Object> properties, int nodes) {
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

    private static void quick(Map<String, Object> properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000"); // a test need not wait long for one that died
        properties.put("broker.heartbeat.interval.ms", "500");
        // What a killed client left open is rolled back soon after its time-out, not ten seconds later.
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    /** Of those who choose {@code group.protocol=streams}, the broker says what others say of themselves. */
    private static void streamsGroups(Map<String, Object> properties) {
        properties.put("group.streams.min.session.timeout.ms", "1000");
        properties.put("group.streams.session.timeout.ms", "6000");
        properties.put("group.streams.min.heartbeat.interval.ms", "500");
        properties.put("group.streams.heartbeat.interval.ms", "1000");
        properties.put("group.streams.num.standby.replicas", "1");
        properties.put("group.streams.initial.rebalance.delay.ms", "0");
    }

    private static void small(Map<String, Object> properties) {
        properties.put("offsets.topic.num.partitions", "4");
        properties.put("transaction.state.log.num.partitions", "4");
        properties.put("share.coordinator.state.topic.num.partitions", "1");
        properties.put("num.io.threads", "4");
        properties.put("num.network.threads", "2");
        properties.put("log.cleaner.dedupe.buffer.size", "2097152");
        properties.put("log.index.size.max.bytes", "1048576");
    }
}
