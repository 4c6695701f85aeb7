/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks.micro;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.http.ParkedRequests;
import io.orderflow.orders.read.Waiter;
import io.orderflow.orders.read.Waiters;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** A blocking read, from its registration to its answer, while others wait for other orders. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway.Init") // by setUp()
public class WaitersBenchmark {

    private static final Duration LONG = Duration.ofHours(1);

    @Param({"0", "100000"})
    private int others;

    private final Order validated = Orders.order(1, OrderState.VALIDATED);
    private ScheduledThreadPoolExecutor clock;
    private Waiters waiters;

    @Setup(Level.Trial)
    public void setUp() {
        clock = new ScheduledThreadPoolExecutor(1);
        clock.setRemoveOnCancelPolicy(true);
        waiters = new Waiters(new ParkedRequests(others + 10), clock, Runnable::run);
        for (int i = 0; i < others; i++) {
            if (waiters.register("other-" + i, order -> true, LONG).isEmpty()) {
                throw new IllegalStateException("there is room for all");
            }
        }
    }

    @TearDown(Level.Trial)
    public void tearDown() {
        clock.shutdownNow();
    }

    @Benchmark
    public Optional<Waiter> waitAndBeWoken() {
        Optional<Waiter> waiter = waiters.register(Orders.ID, order -> order.getState() == OrderState.VALIDATED, LONG);
        waiters.wake(validated);
        return waiter;
    }
}
