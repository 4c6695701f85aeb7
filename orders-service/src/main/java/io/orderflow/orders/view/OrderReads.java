/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.view;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Reads an order, and waits for it where it is not there yet (the book's <em>blocking read</em> that collapses CQRS, chapter
 * 15). While the view cannot be asked (start, rebalance) a reader waits too, and is shown the order once it can.
 */
public final class OrderReads {

    private static final long LOOK_AGAIN_MILLIS = 100;

    private final OrderView view;
    private final Waiters waiters;
    private final Set<Waiter> unseeing = ConcurrentHashMap.newKeySet();

    /** @param clock has the unseeing look again */
    public OrderReads(OrderView view, Waiters waiters, ScheduledExecutorService clock) {
        this.view = requireNonNull(view, "view");
        this.waiters = requireNonNull(waiters, "waiters");
        clock.scheduleWithFixedDelay(this::lookAgain, LOOK_AGAIN_MILLIS, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The order as {@code enough} says, or what can be told of it when {@code patience} ends. Never completes exceptionally;
     * cancelling it ends the wait.
     */
    public CompletableFuture<Reading> read(String orderId, Predicate<Order> enough, Duration patience) {
        if (patience.isZero()) {
            return CompletableFuture.completedFuture(now(orderId, enough));
        }
        Optional<Waiter> registered = waiters.register(orderId, enough, patience);
        if (registered.isEmpty()) {
            return CompletableFuture.completedFuture(waiters.closed() ? stopping() : new Reading.TooMany());
        }
        Waiter waiter = registered.get();
        if (now(orderId, enough) instanceof Reading.Met met) {
            waiter.leave();
            return CompletableFuture.completedFuture(met);
        }
        CompletableFuture<Reading> reading = waiter.answer()
                .thenApply(order -> order.<Reading>map(Reading.Met::new).orElseGet(() -> atTheEnd(orderId, enough)));
        reading.whenComplete((answer, error) -> waiter.leave());
        return reading;
    }
}
