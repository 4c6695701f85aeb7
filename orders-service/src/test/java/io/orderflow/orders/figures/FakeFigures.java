/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.figures;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.order;

import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.errors.TimeoutException;

/** The figures of one order that failed, and one that waits; whose topic can be out of reach. */
public final class FakeFigures {

    public volatile boolean away;

    public FiguresResource resource() {
        Figures figures = new Figures(Clock.fixed(NOON.plus(Duration.ofSeconds(10)), ZoneOffset.UTC));
        figures.begin(true);
        figures.saw(order("A").line("kettle", 1).created());
        figures.saw(order("A").line("kettle", 1).failed("inventory", "none left"));
        figures.saw(order("B").line("kettle", 1).created());
        return new FiguresResource(() -> away
                ? CompletableFuture.failedFuture(new TimeoutException("no broker"))
                : CompletableFuture.completedFuture(figures.now()));
    }
}
