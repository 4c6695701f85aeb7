/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.orders.instances.Instance;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The orders that other instances have. */
public interface PeerOrders {

    /** There are no other instances. */
    PeerOrders NONE = new PeerOrders() {
        @Override
        public CompletableFuture<PeerLook> ask(Instance owner, String orderId, int known, Duration timeout) {
            return CompletableFuture.completedFuture(new PeerLook.Away("there is no other instance"));
        }

        @Override
        public CompletableFuture<PeerLook> askForCopy(Instance standby, String orderId) {
            return ask(standby, orderId, 0, Duration.ZERO);
        }
    };

    /**
     * Asks {@code owner} for an order as soon as it has a version above {@code known}, for {@code timeout} at most. Returns at
     * once; never completes exceptionally, but may be cancelled.
     */
    CompletableFuture<PeerLook> ask(Instance owner, String orderId, int known, Duration timeout);

    /** Asks {@code standby} for its copy, which may be behind and does not tell that there is no such order. */
    CompletableFuture<PeerLook> askForCopy(Instance standby, String orderId);
}
