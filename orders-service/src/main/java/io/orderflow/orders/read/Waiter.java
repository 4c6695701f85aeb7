/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/** A request that waits for an order to be as it asks for. Ends once: answered, out of time, or cancelled. */
public final class Waiter {

    private final String orderId;
    private final Predicate<Order> enough;
    private final Executor answers;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final CompletableFuture<Optional<Order>> answer = new CompletableFuture<>();

    Waiter(String orderId, Predicate<Order> enough, Executor answers) {
        this.orderId = orderId;
        this.enough = enough;
        this.answers = answers;
    }

    String orderId() {
        return orderId;
    }

    /** The order once it is as wanted, or nothing when timeout or the service ended first. */
    CompletableFuture<Optional<Order>> answer() {
        return answer;
    }

    /** Shows it the order as it is. */
    void see(Order order) {
        if (!ended.isDone() && enough.test(order)) {
            end(Optional.of(order));
        }
    }

    /** It has waited long enough. */
    void expire() {
        end(Optional.empty());
    }

    /** It is not to be answered any more. */
    void leave() {
        ended.complete(null);
        answer.cancel(false);
    }

    /** Has {@code action} done when it waits no longer, and before it is answered. */
    @SuppressWarnings("FutureReturnValueIgnored") // the action cannot fail
    void whenEnded(Runnable action) {
        ended.thenRun(action);
    }

    private void end(Optional<Order> order) {
        try {
            answers.execute(() -> answer(order));
        } catch (RejectedExecutionException e) { // the service ends: there is no other thread left to do it
            answer(order);
        }
    }

    private void answer(Optional<Order> order) {
        ended.complete(null);
        answer.complete(order);
    }
}
