/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Steps of asynchronous work where cancelling the last step cancels the one that is under way: {@link CompletableFuture}'s own
 * go on, and a client that has left would be worked for until its wait ends.
 */
public final class CancellableFutures {

    private CancellableFutures() {}

    /** As {@link CompletableFuture#thenApply}. */
    public static <T, R> CompletableFuture<R> map(CompletableFuture<T> work, Function<? super T, ? extends R> next) {
        return flatMap(work, done -> CompletableFuture.completedFuture(next.apply(done)));
    }

    /** As {@link CompletableFuture#thenCompose}. */
    @SuppressWarnings("FutureReturnValueIgnored") // each hands on what comes
    public static <T, R> CompletableFuture<R> flatMap(
            CompletableFuture<T> work, Function<? super T, ? extends CompletableFuture<? extends R>> next) {
        CompletableFuture<R> end = new CompletableFuture<>();
        end.whenComplete((done, fault) -> work.cancel(true));
        work.whenComplete((done, fault) -> {
            if (fault != null) {
                end.completeExceptionally(fault);
                return;
            }
            try {
                follow(next.apply(done), end);
            } catch (RuntimeException e) {
                end.completeExceptionally(e);
            }
        });
        return end;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // each hands on what comes
    private static <R> void follow(CompletableFuture<? extends R> last, CompletableFuture<R> end) {
        end.whenComplete((done, fault) -> last.cancel(true)); // at once if it has ended meanwhile
        last.whenComplete((done, fault) -> {
            if (fault != null) {
                end.completeExceptionally(fault);
            } else {
                end.complete(done);
            }
        });
    }
}
