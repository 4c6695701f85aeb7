/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Asks again until there is an answer or the wait ends, and holds no thread meanwhile: partitions move, instances come. */
public final class RetryUntilDeadline {

    /** After less than this it is not asked again. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private final ScheduledExecutorService clock;
    private final Executor answers;

    /**
     * @param clock tells when to ask again; its thread only hands over
     * @param answers where it asks again
     */
    public RetryUntilDeadline(ScheduledExecutorService clock, Executor answers) {
        this.clock = requireNonNull(clock, "clock");
        this.answers = requireNonNull(answers, "answers");
    }

    /**
     * What {@code question} is answered; nothing if it was not within {@code timeout}. Completing or cancelling the answer ends
     * the asking, and cancels the question that is under way.
     *
     * @param question is told how long it may take at most, and answered with nothing if it is to be asked again
     */
    public <T> CompletableFuture<Optional<T>> ask(
            Duration timeout, Function<Duration, CompletableFuture<Optional<T>>> question) {
        CompletableFuture<Optional<T>> answer = new CompletableFuture<>();
        ask(System.nanoTime() + timeout.toNanos(), question, answer);
        return answer;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends in the answer
    private <T> void ask(
            long deadline,
            Function<Duration, CompletableFuture<Optional<T>>> question,
            CompletableFuture<Optional<T>> answer) {
        if (answer.isDone()) {
            return; // the client has left
        }
        Duration left = Duration.ofNanos(deadline - System.nanoTime());
        Duration atMost = left.compareTo(PAUSE) > 0 ? left : PAUSE;
        CompletableFuture<Optional<T>> asked = question.apply(atMost);
        answer.whenComplete((done, fault) -> asked.cancel(true));
        asked.whenComplete((found, fault) -> {
            if (fault != null) {
                answer.completeExceptionally(fault);
            } else if (found.isPresent() || deadline - System.nanoTime() <= PAUSE.toNanos() || clock.isShutdown()) {
                answer.complete(found);
            } else {
                later().whenComplete((now, stopped) -> ask(deadline, question, answer));
            }
        });
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    private CompletableFuture<Void> later() {
        CompletableFuture<Void> later = new CompletableFuture<>();
        clock.schedule(() -> handOver(later), PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        return later;
    }

    private void handOver(CompletableFuture<Void> later) {
        try {
            answers.execute(() -> later.complete(null));
        } catch (RejectedExecutionException e) { // the service ends
            later.complete(null);
        }
    }
}
