/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.demo.OrderClient.Answer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Random but plausible orders at a rate, and a line that tells how they fare. */
final class RandomTraffic {

    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long LAST_DECISIONS_SECONDS = 30;

    /** Off a terminal, where lines stay, fewer of them. */
    private static final int QUIET_SECONDS = 5;

    private final OrderClient client;
    private final Journal journal;
    private final Screen screen;
    private final Shoppers shoppers;
    private final CountDownLatch stop;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong notTaken = new AtomicLong();
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong passed = new AtomicLong();
    private final Latencies latencies = new Latencies();

    RandomTraffic(OrderClient client, Journal journal, Screen screen, Shoppers shoppers, CountDownLatch stop) {
        this.client = client;
        this.journal = journal;
        this.screen = screen;
        this.shoppers = shoppers;
        this.stop = stop;
    }

    /** Sends {@code count} orders, {@code rate} a second, unless told to stop; true if every one was decided. */
    boolean send(double rate, long count) throws InterruptedException {
        long start = System.nanoTime();
        long nextReport = start + SECOND;
        while (sent.get() < count && stop.getCount() > 0) {
            long due = start + (long) (sent.get() / rate * SECOND);
            long now = System.nanoTime();
            if (now >= nextReport) {
                report(start, now);
                nextReport += SECOND;
            } else if (now >= due) {
                sent.incrementAndGet();
                place();
            } else {
                stop.await(Math.min(due, nextReport) - now, TimeUnit.NANOSECONDS);
            }
        }
        long deadline = System.nanoTime() + LAST_DECISIONS_SECONDS * SECOND;
        while (open() > 0 && System.nanoTime() < deadline && stop.getCount() > 0) {
            stop.await(20, TimeUnit.MILLISECONDS);
        }
        screen.line(line(start, System.nanoTime()));
        return open() == 0 && notTaken.get() == 0;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is counted
    private void place() {
        Shoppers.Wish wish = shoppers.next();
        long start = System.nanoTime();
        client.place(OrderClient.json(Optional.empty(), wish.customerId(), wish.cart()))
                .whenComplete((answer, fault) -> {
                    if (fault != null || !answer.isCreated()) {
                        notTaken.incrementAndGet();
                    } else {
                        follow(answer, start);
                    }
                });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is counted
    private void follow(Answer answer, long start) {
        Story story = journal.placed(answer.orderId(), start);
        story.decided().thenAccept(order -> {
            latencies.add(story.secondsToDecision());
            count(order);
        });
    }

    private void count(Order order) {
        if (order.getState() == OrderState.VALIDATED) {
            passed.incrementAndGet();
        }
        decided.incrementAndGet();
    }

    private long open() {
        return sent.get() - decided.get() - notTaken.get();
    }

    private void report(long start, long now) {
        long seconds = (now - start) / SECOND;
        if (screen.isTerminal() || seconds % QUIET_SECONDS == 0) {
            screen.passing(line(start, now));
        }
    }

    private String line(long start, long now) {
        double seconds = (now - start) / (double) SECOND;
        return String.format(
                Locale.ROOT,
                "%5.0f s  %.1f orders/s  sent %d  decided %d (%d passed)  open %d  refused by REST %d  p50 %s  p99 %s",
                seconds,
                sent.get() / seconds,
                sent.get(),
                decided.get(),
                passed.get(),
                open(),
                notTaken.get(),
                Lines.millis(latencies.quantile(0.5)),
                Lines.millis(latencies.quantile(0.99)));
    }
}
