/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;

/** Told of what the view has, so that requests that wait for it can be answered. */
@FunctionalInterface
public interface OrderListener {

    /** Listens to nothing. */
    OrderListener NONE = (order, partition, offset) -> {};

    /**
     * The view has {@code order}, read from its committed topic. Called on the stream thread, in the order of
     * the partition, after the store can answer for it: must neither block nor throw. After a rebalance what the store was
     * restored with is not told again.
     *
     * @param partition of the order's topic
     * @param offset of the order's record in that partition
     */
    void committed(Order order, int partition, long offset);

    /**
     * This instance has taken over {@code partition}, and the view has of it what the group has read so far. Called on the stream
     * thread before its first order: must neither block nor throw.
     */
    default void takenOver(int partition) {}
}
