/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A node of a cluster on this machine, all of whose ports are known before: killed and started again, it is found where it was.
 *
 * @param id from 1
 * @param port where clients come in that take no other way
 * @param controllers the port of each node's controller, by the node's id
 * @param ways other listeners, each with an address that clients are told instead of its own
 */
public record BrokerNode(int id, int port, Map<Integer, Integer> controllers, List<Way> ways) {

    /**
     * A listener that clients reach through something before it, such as a proxy.
     *
     * @param name of the listener, in capitals
     * @param port where it listens
     * @param advertisedPort where clients are told to come
     */
    public record Way(String name, int port, int advertisedPort) {

        @Override
        public String toString() {
            return name + ":" + port + ":" + advertisedPort;
        }

        private static Way parse(String text) {
            String[] parts = text.split(":", -1);
            return new Way(parts[0], Integer.parseInt(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    public BrokerNode {
        controllers = new TreeMap<>(controllers);
        ways = List.copyOf(ways);
        if (!controllers.containsKey(id)) {
            throw new IllegalArgumentException("controllers=%s: must have one of node %s".formatted(controllers, id));
        }
    }

    /** The only one of its cluster. */
    static BrokerNode alone(int port, int controllerPort) {
        return new BrokerNode(1, port, Map.of(1, controllerPort), List.of());
    }

    boolean isAlone() {
        return controllers.size() == 1;
    }

    int controllerPort() {
        return controllers.getOrDefault(id, 0);
    }

    /** As {@link #parse} reads it: {@code ID/PORT/ID:PORT,.../NAME:PORT:PORT,...}. */
    @Override
    public String toString() {
        return "%s/%s/%s/%s"
                .formatted(
                        id,
                        port,
                        controllers.entrySet().stream()
                                .map(one -> one.getKey() + ":" + one.getValue())
                                .collect(joining(",")),
                        ways.stream().map(Way::toString).collect(joining(",")));
    }

    /**
     * The node that was written so.
     *
     * @throws IllegalArgumentException if {@code text} is no node
     */
    public static BrokerNode parse(String text) {
        String[] parts = text.split("/", -1);
        if (parts.length != 4) {
            throw new IllegalArgumentException(text + ": must be ID/PORT/ID:PORT,.../NAME:PORT:PORT,...");
        }
        Map<Integer, Integer> controllers = new TreeMap<>();
        for (String one : parts[2].split(",", -1)) {
            String[] pair = one.split(":", -1);
            controllers.put(Integer.parseInt(pair[0]), Integer.parseInt(pair[1]));
        }
        List<Way> ways = new ArrayList<>();
        Arrays.stream(parts[3].split(",", -1)).filter(way -> !way.isEmpty()).forEach(way -> ways.add(Way.parse(way)));
        return new BrokerNode(Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), controllers, ways);
    }
}
