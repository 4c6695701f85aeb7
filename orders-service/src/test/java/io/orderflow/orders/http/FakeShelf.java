/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.events.Order;
import io.orderflow.orders.history.OrderHistory;
import io.orderflow.orders.list.ListPosition;
import io.orderflow.orders.list.OrderFilter;
import io.orderflow.orders.list.OrderIndex;
import io.orderflow.orders.list.PartialPage;
import io.orderflow.orders.state.HistoryEntry;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Histories and lists in memory. */
public final class FakeShelf implements OrderIndex {

    public final Map<String, OrderHistory> histories = new ConcurrentHashMap<>();
    private final ConcurrentSkipListMap<ListPosition, Order> orders = new ConcurrentSkipListMap<>();
    public volatile boolean away;
    public volatile int looks;
    public final AtomicInteger pages = new AtomicInteger();
    /** Until this is done no page is read. */
    public volatile CompletableFuture<Void> reading = CompletableFuture.completedFuture(null);

    public void has(Order order, HistoryEntry... entries) {
        orders.put(ListPosition.of(order), order);
        histories.put(order.getId(), new OrderHistory(order, List.of(entries)));
    }

    public synchronized Optional<OrderHistory> history(String orderId) {
        looks++;
        return away ? Optional.empty() : Optional.ofNullable(histories.get(orderId));
    }

    @Override
    public Set<Integer> allPartitions() {
        return Set.of(0);
    }

    @Override
    public PartialPage page(OrderFilter filter, Optional<ListPosition> after, int limit) {
        pages.incrementAndGet();
        reading.join();
        if (away) {
            return new PartialPage(List.of(), Set.of(), Optional.empty());
        }
        Map<ListPosition, Order> rest = after.<Map<ListPosition, Order>>map(position -> orders.tailMap(position, false))
                .orElse(orders);
        TreeMap<ListPosition, Order> found = new TreeMap<>();
        for (Map.Entry<ListPosition, Order> entry : rest.entrySet()) {
            boolean wanted = filter.customerId()
                            .map(id -> id == entry.getValue().getCustomerId())
                            .orElse(true)
                    && filter.state()
                            .map(state -> state == entry.getValue().getState())
                            .orElse(true);
            if (wanted && found.size() == limit) {
                return new PartialPage(List.copyOf(found.values()), Set.of(0), Optional.of(found.lastKey()));
            }
            if (wanted) {
                found.put(entry.getKey(), entry.getValue());
            }
        }
        return new PartialPage(List.copyOf(found.values()), Set.of(0), Optional.empty());
    }
}
