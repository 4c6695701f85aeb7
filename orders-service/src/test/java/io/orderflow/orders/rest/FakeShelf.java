/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import io.orderflow.events.Order;
import io.orderflow.orders.history.Histories;
import io.orderflow.orders.history.HistoryLook;
import io.orderflow.orders.history.OrderHistory;
import io.orderflow.orders.listing.Filter;
import io.orderflow.orders.listing.OrderIndex;
import io.orderflow.orders.listing.Part;
import io.orderflow.orders.listing.Position;
import io.orderflow.orders.state.HistoryEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Histories and lists in memory. */
final class FakeShelf implements Histories, OrderIndex {

    final Map<String, OrderHistory> histories = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<Position, Order> orders = new ConcurrentSkipListMap<>();
    volatile boolean away;

    void has(Order order, HistoryEntry... entries) {
        orders.put(Position.of(order), order);
        histories.put(order.getId(), new OrderHistory(order, List.of(entries)));
    }

    @Override
    public HistoryLook look(String orderId) {
        if (away) {
            return new HistoryLook.Unavailable("away");
        }
        return Optional.ofNullable(histories.get(orderId))
                .<HistoryLook>map(HistoryLook.Found::new)
                .orElseGet(HistoryLook.Absent::new);
    }

    @Override
    public Set<Integer> allPartitions() {
        return Set.of(0);
    }

    @Override
    public Part page(Filter filter, Optional<Position> after, int limit) {
        if (away) {
            return new Part(List.of(), Set.of(), Optional.empty());
        }
        Map<Position, Order> rest = after.<Map<Position, Order>>map(position -> orders.tailMap(position, false))
                .orElse(orders);
        TreeMap<Position, Order> found = new TreeMap<>();
        for (Map.Entry<Position, Order> entry : rest.entrySet()) {
            boolean wanted = filter.customerId()
                            .map(id -> id == entry.getValue().getCustomerId())
                            .orElse(true)
                    && filter.state()
                            .map(state -> state == entry.getValue().getState())
                            .orElse(true);
            if (wanted && found.size() == limit) {
                return new Part(List.copyOf(found.values()), Set.of(0), Optional.of(found.lastKey()));
            }
            if (wanted) {
                found.put(entry.getKey(), entry.getValue());
            }
        }
        return new Part(List.copyOf(found.values()), Set.of(0), Optional.empty());
    }
}
