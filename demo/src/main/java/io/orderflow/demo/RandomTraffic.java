/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.traffic.Tally;
import io.orderflow.client.traffic.Traffic;
import io.orderflow.demo.Screen.Tone;
import io.orderflow.embedded.Parallel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Random but plausible orders at a rate, and a line that tells how they fare. */
final class RandomTraffic {

    private static final Duration FOR_EVER = Duration.ofDays(10_000);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int MOST_WAITING = 1_000;
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final int LOOK_EVERY_MS = 50;

    /** Off a terminal, where lines stay, fewer of them. */
    private static final int QUIET_SECONDS = 5;

    private final Screen screen;
    private final CountDownLatch stop;
    private final Traffic traffic;

    RandomTraffic(OrdersClient client, Screen screen, Shoppers shoppers, CountDownLatch stop) {
        this.screen = screen;
        this.stop = stop;
        this.traffic = new Traffic(client, shoppers::order, (id, order) -> false, PATIENCE, MOST_WAITING);
    }

    /** Sends {@code count} orders, {@code rate} a second, unless told to stop; true if every one was decided. */
    boolean send(double rate, long count) throws InterruptedException {
        long start = System.nanoTime();
        long nextReport = start + SECOND;
        CompletableFuture<Boolean> run = Parallel.begin(() -> run(rate, count));
        while (!run.isDone() && !stop.await(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
            if (System.nanoTime() - nextReport >= 0) {
                report(start);
                nextReport += SECOND;
            }
        }
        traffic.stop();
        Tally tally = traffic.tally();
        screen.line(tally.line(since(start)));
        tally.firstError()
                .ifPresent(why -> screen.line(
                        screen.in(Tone.BAD, "%s errors, the first: %s".formatted(tally.errorCount(), why))));
        return run.getNow(false) && tally.errorCount() == 0 && tally.undecidedCount() == 0;
    }

    private boolean run(double rate, long count) {
        try {
            traffic.run(rate, count, FOR_EVER);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void report(long start) {
        Duration elapsed = since(start);
        if (screen.isTerminal() || elapsed.toSeconds() % QUIET_SECONDS == 0) {
            screen.passing(traffic.tally().line(elapsed));
        }
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
