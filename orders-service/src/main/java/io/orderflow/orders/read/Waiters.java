/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.http.ParkedRequests;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The requests that wait for an order: any number for each id, none of them a thread. A request registers <em>before</em> it
 * looks into the view, so an order that comes between look and registration cannot be missed.
 */
public final class Waiters implements AutoCloseable {

    private final Map<String, Set<Waiter>> byOrder = new ConcurrentHashMap<>();
    private final ParkedRequests parked;
    private final ScheduledExecutorService clock;
    private final Executor answers;
    private volatile boolean closed;

    /**
     * @param parked bounds how many may wait at once
     * @param clock tells which have waited long enough; its thread only hands over
     * @param answers where waiters are answered: never on the thread that wakes them, which is the stream's
     */
    public Waiters(ParkedRequests parked, ScheduledExecutorService clock, Executor answers) {
        this.parked = requireNonNull(parked, "parked");
        this.clock = requireNonNull(clock, "clock");
        this.answers = requireNonNull(answers, "answers");
    }

    /**
     * Has a request wait for {@code orderId} to be as {@code enough} says, for {@code timeout} at most. Empty if too many wait
     * already, or none may wait any more.
     */
    public Optional<Waiter> register(String orderId, Predicate<Order> enough, Duration timeout) {
        if (closed || !parked.enter()) {
            return Optional.empty();
        }
        Waiter waiter = new Waiter(orderId, enough, answers);
        byOrder.compute(orderId, (id, those) -> {
            Set<Waiter> all = those == null ? ConcurrentHashMap.newKeySet() : those;
            all.add(waiter);
            return all;
        });
        ScheduledFuture<?> expiry = clock.schedule(waiter::expire, timeout.toNanos(), TimeUnit.NANOSECONDS);
        waiter.whenEnded(() -> {
            expiry.cancel(false);
            remove(waiter);
        });
        if (closed) { // close() may have passed by just before it was registered
            waiter.expire();
        }
        return Optional.of(waiter);
    }

    /** Answers all that wait for this order to be as it is now. Cheap, never blocks. */
    public void wake(Order order) {
        byOrder.getOrDefault(order.getId(), Set.of()).forEach(waiter -> waiter.see(order));
    }

    /** True once no request may wait any more. */
    public boolean closed() {
        return closed;
    }

    /** Ends all waiting; what waits is answered at once. */
    @Override
    public void close() {
        closed = true;
        byOrder.values().forEach(those -> those.forEach(Waiter::expire));
    }

    private void remove(Waiter waiter) {
        parked.leave();
        byOrder.computeIfPresent(waiter.orderId(), (id, those) -> {
            those.remove(waiter);
            return those.isEmpty() ? null : those;
        });
    }
}
