/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** How the one node is configured: ready soon, small, and otherwise as Kafka is. */
final class BrokerProperties {

    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private BrokerProperties() {}

    static Map<String, String> of(Path folder, ListenAddress at, int port, int controllerPort) {
        Map<String, String> properties = new HashMap<>();
        properties.put("process.roles", "broker,controller");
        properties.put("node.id", Integer.toString(NODE_ID));
        properties.put("controller.quorum.voters", NODE_ID + "@localhost:" + controllerPort);
        properties.put("controller.listener.names", CONTROLLER_LISTENER);
        properties.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        properties.put(
                "listeners",
                "PLAINTEXT://" + at.bindAddress() + ":" + port + ",CONTROLLER://localhost:" + controllerPort);
        properties.put("advertised.listeners", "PLAINTEXT://" + at.host() + ":" + port);
        properties.put("log.dirs", folder.toString());
        properties.put("auto.create.topics.enable", "false");
        oneNode(properties);
        quick(properties);
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

    private static void oneNode(Map<String, String> properties) {
        properties.put("default.replication.factor", "1");
        properties.put("min.insync.replicas", "1");
        properties.put("offsets.topic.replication.factor", "1");
        properties.put("transaction.state.log.replication.factor", "1");
        properties.put("transaction.state.log.min.isr", "1");
        properties.put("share.coordinator.state.topic.replication.factor", "1");
        properties.put("share.coordinator.state.topic.min.isr", "1");
    }

    private static void quick(Map<String, String> properties) {
        properties.put("group.initial.rebalance.delay.ms", "0");
        properties.put("group.min.session.timeout.ms", "1000"); // a test need not wait long for one that died
        properties.put("broker.heartbeat.interval.ms", "500");
        // What a killed client left open is rolled back soon after its time-out, not ten seconds later.
        properties.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "2000");
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
