/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;
import io.orderflow.orders.instances.OrderLocation;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What standbys know of an order while the instance that answers for it is away. */
final class Copies {

    private Copies() {}

    /** The copy that is here, or else the first standby's; nothing if that one knows nothing either. */
    static CompletableFuture<Optional<Order>> look(
            OrderView view, PeerOrders peers, OrderLocation where, String orderId) {
        if (view.lookAtCopy(orderId) instanceof ViewLookup.Found found) {
            return CompletableFuture.completedFuture(Optional.of(found.order()));
        }
        return where.standbys().stream()
                .findFirst()
                .map(standby -> peers.askForCopy(standby, orderId)
                        .thenApply(look -> look instanceof PeerLook.Newer newer
                                ? Optional.of(newer.order())
                                : Optional.<Order>empty()))
                .orElseGet(() -> CompletableFuture.completedFuture(Optional.empty()));
    }
}
