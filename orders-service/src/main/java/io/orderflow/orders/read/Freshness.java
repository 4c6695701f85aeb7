/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.orders.commands.CommandPosition;
import java.util.concurrent.CompletableFuture;

/** Whether the view can tell that there is no such order: only if it has all that clients were told is placed. */
@FunctionalInterface
public interface Freshness {

    /** A view that is never behind. */
    Freshness ALWAYS = partition -> CompletableFuture.completedFuture(true);

    /**
     * True once this instance's view of {@code partition} shows every order that had been acknowledged when this was called;
     * false if it does not soon. Never completes exceptionally.
     */
    CompletableFuture<Boolean> of(int partition);

    /**
     * True once this instance's view shows what {@code command} led to; false if it does not soon. Never completes
     * exceptionally.
     */
    default CompletableFuture<Boolean> after(CommandPosition command) {
        return of(command.partition()); // which may wait for more, and never for less
    }
}
