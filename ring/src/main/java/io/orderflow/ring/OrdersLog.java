/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.events.Order;
import io.orderflow.schemas.Topics;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * What topic {@code orders} says.
 *
 * @param states of each order, by version
 */
record OrdersLog(Map<String, Map<Integer, String>> states) {

    /** All that is committed now. */
    static OrdersLog read(Cluster cluster) {
        Map<String, Map<Integer, String>> states = new HashMap<>();
        Deserializer<Order> values = cluster.serdes().valuesOf(Topics.ORDERS).deserializer();
        cluster.readAll(List.of(Topics.ORDERS), record -> {
            Order order = values.deserialize(Topics.ORDERS.name(), record.value());
            states.computeIfAbsent(order.getId(), none -> new TreeMap<>())
                    .put(order.getVersion(), order.getState().name());
        });
        return new OrdersLog(states);
    }

    boolean has(String orderId) {
        return states.containsKey(orderId);
    }

    Optional<String> state(String orderId, int version) {
        return Optional.ofNullable(states.getOrDefault(orderId, Map.of()).get(version));
    }

    /** The newest version of an order; 0 if there is none. */
    int newest(String orderId) {
        return states.getOrDefault(orderId, Map.of()).keySet().stream()
                .max(Integer::compare)
                .orElse(0);
    }

    /** How many orders are in each state. */
    Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        states.forEach((id, versions) -> counts.merge(versions.getOrDefault(newest(id), "?"), 1L, Long::sum));
        return counts;
    }
}
