/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

/** The committed orders, by id (the book's <em>event-sourced view</em>, chapters 7 and 15). */
@FunctionalInterface
public interface OrderView {

    /** Looks now; neither waits nor throws. */
    ViewLookup look(String orderId);

    /** Looks into the copy that this instance keeps for another one: it may be behind, and knows nothing of absence. */
    default ViewLookup lookAtCopy(String orderId) {
        return new ViewLookup.Unavailable("there is no copy here");
    }

    /** How the orders are assigned to the instances; equal as long as none has moved. */
    default Object assignment() {
        return "";
    }
}
