/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.events.Order;
import java.util.concurrent.CompletableFuture;

/** One order's travel, as far as it has been seen. Guarded by the journal that keeps it. */
final class Story {

    private final String id;
    private final String tag;
    private final boolean shown;
    private final CompletableFuture<Order> decided = new CompletableFuture<>();
    private final CompletableFuture<Void> mailed = new CompletableFuture<>();
    private final long startedNanos;
    private volatile long decidedNanos;
    private boolean created;

    /** {@code tag} is what the order is called on the screen. */
    Story(String id, String tag, boolean shown, long startedNanos) {
        this.id = id;
        this.tag = tag;
        this.shown = shown;
        this.startedNanos = startedNanos;
    }

    String id() {
        return id;
    }

    String tag() {
        return tag;
    }

    boolean isShown() {
        return shown;
    }

    double secondsAt(long nanos) {
        return (nanos - startedNanos) / 1e9;
    }

    /** From the POST to the decision. */
    double secondsToDecision() {
        return secondsAt(decidedNanos);
    }

    boolean isCreated() {
        return created;
    }

    void create() {
        created = true;
    }

    void decide(Order order, long nanos) {
        decidedNanos = nanos;
        decided.complete(order);
    }

    /** The order as it was decided. */
    CompletableFuture<Order> decided() {
        return decided;
    }

    /** Done when the customer has been told. */
    CompletableFuture<Void> mailed() {
        return mailed;
    }
}
