/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.Topics;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What earlier runs on the same cluster left behind, from the orders themselves. With it the samples end alike in every run:
 * stock is filled up to what the file says, and customers who have not ordered for the longest time come first.
 */
final class EarlierOrders {

    private final Map<String, Order> orders = new HashMap<>();

    /** The orders that are in {@code cluster} now. */
    static EarlierOrders in(Cluster cluster) {
        EarlierOrders past = new EarlierOrders();
        cluster.table(Topics.ORDERS).values().forEach(past::add);
        return past;
    }

    void add(Order order) {
        orders.put(order.getId(), order);
    }

    boolean isEmpty() {
        return orders.isEmpty();
    }

    int size() {
        return orders.size();
    }

    /** Units that orders reserve or that were shipped. */
    long unitsTaken(String product) {
        return orders.values().stream()
                .filter(order -> order.getState() == OrderState.VALIDATED || order.getState() == OrderState.SHIPPED)
                .flatMap(order -> order.getLines().stream())
                .filter(line -> line.getProduct().equals(product))
                .mapToLong(OrderLine::getQuantity)
                .sum();
    }

    /** Those who never ordered or whose last order is longest ago, first; among these the last of the file. */
    List<Customer> leastRecent(List<Customer> customers) {
        Map<Long, Instant> last = new HashMap<>();
        orders.values()
                .forEach(order ->
                        last.merge(order.getCustomerId(), order.getCreatedAt(), (a, b) -> a.isAfter(b) ? a : b));
        return customers.stream()
                .sorted(Comparator.comparing((Customer it) -> last.getOrDefault(it.getId(), Instant.EPOCH))
                        .thenComparing(Customer::getId, Comparator.reverseOrder()))
                .toList();
    }
}
