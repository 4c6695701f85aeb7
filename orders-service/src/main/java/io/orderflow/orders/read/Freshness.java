/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.orders.commands.CommandPosition;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Whether the view can be believed. That there is no such order it can only tell if it has all that clients were told is placed; and that an
 * order is no further it can only tell if no other instance may have gone on with it.
 */
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

    /**
     * True once this instance's view shows of {@code partition} what could be read in the topic {@code orders} when this was
     * called, whatever is still to be decided; false if it does not soon. Never completes exceptionally.
     */
    default CompletableFuture<Boolean> ofOrders(int partition) {
        return of(partition); // which may wait for more, and never for less
    }

    /**
     * Since how long this instance has not been sure that its partitions are its own; empty while it is. One that the brokers do
     * not hear of loses them to another, and knows it only once it hears of the brokers again.
     */
    default Optional<Duration> doubt() {
        return Optional.empty();
    }
}
