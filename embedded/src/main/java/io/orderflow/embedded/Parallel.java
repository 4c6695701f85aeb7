/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Things done at the same time, each on a thread of its own. */
public final class Parallel {

    private Parallel() {}

    /** Does it to each; returns when all are done, and then throws what the first of them threw. */
    public static <T> void forEach(List<T> things, Consumer<T> work) {
        List<CompletableFuture<Void>> all = things.stream()
                .map(thing -> CompletableFuture.runAsync(() -> work.accept(thing), Parallel::run))
                .toList();
        await(CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)));
    }

    /** Begins something whose result is wanted later. */
    public static <T> CompletableFuture<T> begin(Supplier<T> work) {
        return CompletableFuture.supplyAsync(work, Parallel::run);
    }

    /** Waits for it; what it threw is thrown here. */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }

    private static void run(Runnable work) {
        Thread thread = new Thread(work, "in-parallel");
        thread.setDaemon(true);
        thread.start();
    }
}
