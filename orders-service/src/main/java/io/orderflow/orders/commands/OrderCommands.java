/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import io.orderflow.events.OrderCommand;
import io.orderflow.orders.access.Identity;
import java.util.concurrent.CompletableFuture;

/** The way into the log: whatever a client wants of an order is written here, and nowhere else. */
public interface OrderCommands {

    /**
     * Writes {@code command} under its order's id, in the name of {@code by}. Returns at once; never completes exceptionally, and within the write
     * timeout whatever happens to the broker. Not completed on the caller's thread only, so dependents must not block.
     */
    CompletableFuture<Written> write(OrderCommand command, Identity by);
}
