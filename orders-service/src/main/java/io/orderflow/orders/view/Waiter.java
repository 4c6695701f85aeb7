/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.view;

import io.orderflow.events.Order;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;

/** One who waits for one order to be as he wants it. Ends once: answered, out of patience, or gone. */
public final class Waiter {

    private final String orderId;
    private final Predicate<Order> enough;
    private final Executor answers;
    private final CompletableFuture<Optional<Order>> answer = new CompletableFuture<>();

    Waiter(String orderId, Predicate<Order> enough, Executor answers) {
        this.orderId = orderId;
        this.enough = enough;
        this.answers = answers;
    }

    String orderId() {
        return orderId;
    }

    /** The order once it is as wanted, or nothing when patience or the service ended first. */
    CompletableFuture<Optional<Order>> answer() {
        return answer;
    }

    /** Shows him the order as it is. */
    void see(Order order) {
        if (!answer.isDone() && enough.test(order)) {
            end(Optional.of(order));
        }
    }

    /** He has waited long enough. */
    void expire() {
        end(Optional.empty());
    }

    /** He does not want to know any more. */
    void leave() {
        answer.cancel(false);
    }

    boolean ended() {
        return answer.isDone();
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the action cannot fail
    void whenEnded(Runnable action) {
        answer.whenComplete((order, error) -> action.run());
    }

    private void end(Optional<Order> order) {
        try {
            answers.execute(() -> answer.complete(order));
        } catch (RejectedExecutionException e) { // the service ends: nobody is left to do it elsewhere
            answer.complete(order);
        }
    }
}
