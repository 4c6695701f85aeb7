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

    /** @param clock lets those look again who could not see */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
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
        return wait(registered.get(), enough);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // leaving cannot fail
    private CompletableFuture<Reading> wait(Waiter waiter, Predicate<Order> enough) {
        Reading first = now(waiter.orderId(), enough);
        if (first instanceof Reading.Met) {
            waiter.leave();
            return CompletableFuture.completedFuture(first);
        }
        if (first instanceof Reading.Unavailable) {
            unseeing.add(waiter);
            waiter.whenEnded(() -> unseeing.remove(waiter));
        }
        CompletableFuture<Reading> reading = waiter.answer()
                .thenApply(order -> order.<Reading>map(Reading.Met::new)
                        .orElseGet(() -> waiters.closed() ? stopping() : now(waiter.orderId(), enough)));
        reading.whenComplete((answer, error) -> waiter.leave());
        return reading;
    }

    private void lookAgain() {
        unseeing.removeIf(this::sees);
    }

    private boolean sees(Waiter waiter) {
        Look look = view.look(waiter.orderId());
        if (look instanceof Look.Found found) {
            waiter.see(found.order());
        }
        return !(look instanceof Look.Unavailable);
    }

    private Reading now(String orderId, Predicate<Order> enough) {
        Look look = view.look(orderId);
        if (look instanceof Look.Found found) {
            return enough.test(found.order()) ? new Reading.Met(found.order()) : new Reading.NotYet(found.order());
        }
        if (look instanceof Look.Unavailable unavailable) {
            return new Reading.Unavailable(unavailable.why());
        }
        return new Reading.Unknown();
    }

    private static Reading stopping() {
        return new Reading.Unavailable("this instance is stopping");
    }
}
