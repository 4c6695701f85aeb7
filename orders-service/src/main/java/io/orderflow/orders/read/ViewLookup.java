/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;

/** What a look into the view shows. */
public sealed interface ViewLookup {

    /**
     * The order as it is.
     *
     * @param partition that it is in
     */
    record Found(Order order, int partition) implements ViewLookup {}

    /**
     * The view is here, and has no such order.
     *
     * @param partition that the order would be in
     */
    record Absent(int partition) implements ViewLookup {}

    /** Another instance answers for this order, whether there is one or not. */
    record Elsewhere() implements ViewLookup {}

    /** The view cannot be asked now. */
    record Unavailable(String why) implements ViewLookup {}
}
