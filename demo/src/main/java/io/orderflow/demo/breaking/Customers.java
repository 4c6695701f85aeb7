/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.breaking;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Somebody has to order while things break: five orders a second over REST, for ten minutes at most. */
final class Customers implements AutoCloseable {

    private static final long EVERY_MILLIS = 200;
    private static final Duration MOST = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Who waits for an answer when so many do, is not asked to wait with them: nothing is sent. */
    private static final int MOST_WAITING = 300;

    private final OrdersClient orders;
    private final Supplier<Supplier<ObjectNode>> arrive;
    private final ScheduledExecutorService clock;
    private final Semaphore free = new Semaphore(MOST_WAITING);
    private final String run = Long.toString(Instant.now().toEpochMilli(), Character.MAX_RADIX);
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    private final AtomicLong unanswered = new AtomicLong();
    private @Nullable Supplier<ObjectNode> wishes;
    private @Nullable ScheduledFuture<?> ordering;
    private Instant until = Instant.MIN;

    /**
     * What the page shows.
     *
     * @param sent orders that were sent so far
     * @param accepted those that the service said are accepted (200, 201, 202)
     * @param refused those that it said are not, such as 503
     * @param unanswered those that got no answer
     */
    record Shown(boolean on, long sent, long accepted, long refused, long unanswered) {}

    /** {@code arrive} has customers come, when the first order is wanted. */
    Customers(OrdersClient orders, Supplier<Supplier<ObjectNode>> arrive) {
        this.orders = requireNonNull(orders, "orders");
        this.arrive = requireNonNull(arrive, "arrive");
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "customers");
            thread.setDaemon(true);
            return thread;
        });
    }

    synchronized Shown shown() {
        return new Shown(ordering != null, sent.get(), accepted.get(), refused.get(), unanswered.get());
    }

    /** From now on, or no longer. */
    synchronized Shown set(boolean on) {
        if (on && ordering == null) {
            if (wishes == null) {
                wishes = arrive.get();
            }
            Supplier<ObjectNode> next = wishes;
            ordering = clock.scheduleAtFixedRate(() -> place(next), 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
            until = Instant.now().plus(MOST);
        } else if (!on && ordering != null) {
            ordering.cancel(false);
            ordering = null;
        }
        return shown();
    }

    /** Throws nothing, for that would be its last time. */
    private void place(Supplier<ObjectNode> next) {
        if (isOver() || !free.tryAcquire()) {
            return;
        }
        CompletableFuture<Reply> placed;
        try {
            ObjectNode order = next.get().put("id", "broken-%s-%s".formatted(run, sent.incrementAndGet()));
            placed = orders.place(order.toString(), PATIENCE);
        } catch (RuntimeException e) {
            placed = CompletableFuture.failedFuture(e);
        }
        CompletableFuture<Reply> unused = placed.whenComplete(this::count);
    }

    private synchronized boolean isOver() {
        boolean over = Instant.now().isAfter(until);
        if (over) {
            set(false);
        }
        return over;
    }

    private void count(@Nullable Reply reply, @Nullable Throwable fault) {
        free.release();
        if (fault != null || reply == null) {
            unanswered.incrementAndGet();
        } else if (reply.status() < 300) {
            accepted.incrementAndGet();
        } else {
            refused.incrementAndGet();
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
