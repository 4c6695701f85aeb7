/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.OrderLocation;
import io.orderflow.orders.instances.PeerInstances;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Which instance has which order, as a test says; what it says nothing about, this instance has. */
public final class FakePeers implements PeerInstances {

    private static final Instance ME = new Instance("http", "here", 1);

    private final Map<String, OrderLocation> elsewhere = new ConcurrentHashMap<>();

    public void has(String orderId, Instance owner, Instance... standbys) {
        has(orderId, 0, owner, standbys);
    }

    public void has(String orderId, int partition, Instance owner, Instance... standbys) {
        elsewhere.put(orderId, new OrderLocation(partition, owner, List.of(standbys)));
    }

    public void hasItHere(String orderId) {
        elsewhere.remove(orderId);
    }

    @Override
    public Instance me() {
        return ME;
    }

    @Override
    public List<Instance> all() {
        return List.of(ME);
    }

    @Override
    public Optional<OrderLocation> of(String orderId) {
        return Optional.of(elsewhere.getOrDefault(orderId, new OrderLocation(0, ME, List.of())));
    }

    @Override
    public Object assignment() {
        return Map.copyOf(elsewhere);
    }
}
