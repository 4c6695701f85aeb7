/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The requests that are being answered or wait to be, and a bound on them: each takes memory for as long. */
public final class ParkedRequests {

    private final int bound;
    private final AtomicInteger parked = new AtomicInteger();

    /** @param bound how many there may be at once */
    public ParkedRequests(int bound) {
        this.bound = bound;
    }

    /** Takes a place; false if there is none. */
    public boolean enter() {
        if (parked.incrementAndGet() > bound) {
            parked.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Gives a place back. */
    public void leave() {
        parked.decrementAndGet();
    }

    /** Has {@code work} done in a place of its own, given back when the work ends; nothing if there is none. */
    @SuppressWarnings("FutureReturnValueIgnored") // leaving cannot fail
    public <T> Optional<CompletableFuture<T>> park(Supplier<CompletableFuture<T>> work) {
        if (!enter()) {
            return Optional.empty();
        }
        try {
            CompletableFuture<T> begun = work.get();
            begun.whenComplete((done, fault) -> leave());
            return Optional.of(begun);
        } catch (RuntimeException e) {
            leave();
            throw e;
        }
    }

    /** How many there are now. */
    public int count() {
        return parked.get();
    }
}
