/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderState;
import io.orderflow.events.PlaceOrder;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.commands.OrderCommands;
import io.orderflow.orders.commands.Written;
import io.orderflow.orders.read.OrderView;
import io.orderflow.orders.read.ViewLookup;
import io.orderflow.orders.read.Waiters;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Stands for Kafka, the life cycle and the view: what is written becomes an order, unless told otherwise. */
public final class FakeLog implements OrderCommands, OrderView {

    /** Kafka has it. */
    public static final Written ACKNOWLEDGED = new Written.Acknowledged(new CommandPosition(1, 41));

    public final Queue<OrderCommand> commands = new ConcurrentLinkedQueue<>();
    /** Who had them written, where a token said so. */
    public final Queue<String> subjects = new ConcurrentLinkedQueue<>();

    private final Map<String, Order> orders = new ConcurrentHashMap<>();
    private final Waiters waiters;
    public volatile Written outcome = ACKNOWLEDGED;
    public volatile boolean silent;
    /** Until this is done nothing is acknowledged. */
    public volatile CompletableFuture<Void> acknowledging = CompletableFuture.completedFuture(null);

    public volatile boolean viewAway;
    public final Set<String> elsewhere = ConcurrentHashMap.newKeySet();
    public final Set<String> unreadable = ConcurrentHashMap.newKeySet();
    public final Map<String, Order> copies = new ConcurrentHashMap<>();

    public FakeLog(Waiters waiters) {
        this.waiters = waiters;
    }

    /** As new. */
    public void reset() {
        commands.clear();
        orders.clear();
        elsewhere.clear();
        copies.clear();
        unreadable.clear();
        outcome = ACKNOWLEDGED;
        silent = false;
        viewAway = false;
        acknowledging = CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Written> write(OrderCommand command, Identity by) {
        if (outcome instanceof Written.Acknowledged) {
            commands.add(command);
            by.subject().ifPresent(subjects::add);
            if (!silent) {
                take(command);
            }
        }
        return acknowledging.thenApply(now -> outcome);
    }

    /** The life cycle takes the command: the first one makes the order. */
    public void take(OrderCommand command) {
        if (!(command.getCommand() instanceof PlaceOrder content)) {
            return;
        }
        Order created = new Order(
                command.getOrderId(),
                content.getCustomerId(),
                OrderState.CREATED,
                1,
                content.getCurrency(),
                content.getLines(),
                List.of("inventory"),
                List.of(),
                command.getRequestId(),
                command.getRequestedAt(),
                command.getRequestedAt());
        if (orders.putIfAbsent(command.getOrderId(), created) == null) {
            waiters.wake(created);
        }
    }

    /** The view gets {@code order}. */
    public void shows(Order order) {
        orders.put(order.getId(), order);
        waiters.wake(order);
    }

    @Override
    public ViewLookup look(String orderId) {
        if (viewAway || unreadable.contains(orderId)) {
            return new ViewLookup.Unavailable("the view is being read in");
        }
        if (elsewhere.contains(orderId)) {
            return new ViewLookup.Elsewhere();
        }
        Order order = orders.get(orderId);
        return order == null ? new ViewLookup.Absent(0) : new ViewLookup.Found(order, 0);
    }

    @Override
    public ViewLookup lookAtCopy(String orderId) {
        Order copy = copies.get(orderId);
        return copy == null ? new ViewLookup.Unavailable("there is no copy here") : new ViewLookup.Found(copy, 0);
    }

    @Override
    public Object assignment() {
        return Set.copyOf(elsewhere);
    }
}
