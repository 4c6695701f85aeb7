/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/**
 * Sends orders at an even rate, whether or not earlier ones are decided, and follows each by long polling. Only when too
 * many are waiting does it send later than planned.
 */
public final class Traffic {

    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final OrdersClient orders;
    private final Supplier<ObjectNode> shop;
    private final BiPredicate<String, ObjectNode> payment;
    private final Duration patience;
    private final int mostWaiting;
    private final Semaphore free;
    private final Tally tally = new Tally();
    private volatile boolean stopped;

    /**
     * @param shop thinks up the next order, as the REST API takes it; called by one thread
     * @param payment called with the id and the request of each order that was validated; says whether it was paid
     * @param patience how long to wait for each order's decision
     * @param mostWaiting bound on orders that are not decided
     */
    public Traffic(
            OrdersClient orders,
            Supplier<ObjectNode> shop,
            BiPredicate<String, ObjectNode> payment,
            Duration patience,
            int mostWaiting) {
        this.orders = orders;
        this.shop = shop;
        this.payment = payment;
        this.patience = patience;
        this.mostWaiting = mostWaiting;
        this.free = new Semaphore(mostWaiting);
    }

    /** What became of the orders so far. */
    public Tally tally() {
        return tally;
    }

    /** Sends no more; {@link #run} returns once those on their way are decided. */
    public void stop() {
        stopped = true;
    }

    /** Sends {@code count} orders, or as many as fit into {@code time}, {@code rate} a second; waits for all of them. */
    public void run(double rate, long count, Duration time) throws InterruptedException {
        long start = System.nanoTime();
        for (long i = 0; i < count && !stopped; i++) {
            long due = start + (long) (i * NANOS / rate);
            if (due - start > time.toNanos()) {
                break;
            }
            pause(due);
            while (!stopped && !free.tryAcquire(100, TimeUnit.MILLISECONDS)) {
                // as many are waiting as may
            }
            if (!stopped) {
                send();
            }
        }
        long deadline = System.nanoTime() + patience.toNanos();
        while (free.availablePermits() < mostWaiting && System.nanoTime() - deadline < 0) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
    }

    private void pause(long due) throws InterruptedException {
        for (long left = due - System.nanoTime(); left > 0 && !stopped; left = due - System.nanoTime()) {
            TimeUnit.NANOSECONDS.sleep(Math.min(left, NANOS / 10));
        }
    }

    private void send() {
        ObjectNode order = shop.get();
        long sent = System.nanoTime();
        tally.placed();
        CompletableFuture<Void> unused = orders.place(order.toString(), OrdersClient.LONGEST_WAIT)
                .thenCompose(placed -> {
                    if (placed.status() < 200 || placed.status() > 299) {
                        throw orders.refused(placed);
                    }
                    return decided(placed.body().path("id").asText(), sent);
                })
                .thenAccept(reply -> record(reply, order, sent))
                .exceptionally(fault -> {
                    tally.error(why(fault));
                    return null;
                })
                .whenComplete((done, fault) -> free.release());
    }

    private String why(Throwable fault) {
        return String.valueOf(
                orders.away(fault.getCause() == null ? fault : fault.getCause()).getMessage());
    }

    private CompletableFuture<Reply> decided(String id, long sent) {
        Duration left = patience.minusNanos(System.nanoTime() - sent);
        Duration wait = left.compareTo(OrdersClient.LONGEST_WAIT) < 0 ? left : OrdersClient.LONGEST_WAIT;
        if (wait.isNegative()) {
            return orders.decided(id, Duration.ZERO);
        }
        return orders.decided(id, wait).thenCompose(reply -> {
            boolean again = reply.status() == 504 && left.compareTo(OrdersClient.LONGEST_WAIT) > 0;
            return again ? decided(id, sent) : CompletableFuture.completedFuture(reply);
        });
    }

    private void record(Reply reply, ObjectNode order, long sent) {
        if (reply.status() == 504) {
            tally.undecided();
        } else if (reply.status() == 200) {
            String state = reply.body().path("state").asText();
            tally.decided(state, System.nanoTime() - sent);
            if (state.equals("VALIDATED")
                    && payment.test(reply.body().path("id").asText(), order)) {
                tally.paid();
            }
        } else {
            throw orders.refused(reply);
        }
    }
}
