/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks again until there is an answer or timeout ends, and holds no thread meanwhile: partitions move, instances come. */
public final class RetryUntilDeadline {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final ScheduledExecutorService clock;

    /** @param clock lets it ask again */
    public RetryUntilDeadline(ScheduledExecutorService clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * What {@code question} is answered; nothing if it was not within {@code timeout}.
     *
     * @param question is told how long it may take at most, and answered with nothing if it is to be asked again
     */
    public <T> CompletableFuture<Optional<T>> ask(
            Duration timeout, Function<Duration, CompletableFuture<Optional<T>>> question) {
        return ask(System.nanoTime() + timeout.toNanos(), question);
    }

    private <T> CompletableFuture<Optional<T>> ask(
            long deadline, Function<Duration, CompletableFuture<Optional<T>>> question) {
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Duration atMost = left.compareTo(PAUSE) > 0 ? left : PAUSE;
        return question.apply(atMost).thenCompose(answer -> {
            if (answer.isPresent() || deadline - System.nanoTime() <= PAUSE.toNanos() || clock.isShutdown()) {
                return CompletableFuture.completedFuture(answer);
            }
            return later().thenCompose(now -> ask(deadline, question));
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        clock.schedule(() -> later.completeAsync(() -> null), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return later;
    }
}
