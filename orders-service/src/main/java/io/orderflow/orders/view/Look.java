/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.view;

import io.orderflow.events.Order;

/** What a look into the view shows. */
public sealed interface Look {

    /** The order as it is. */
    record Found(Order order) implements Look {}

    /** The view is here, and has no such order. */
    record Absent() implements Look {}

    /** Another instance answers for this order, whether there is one or not. */
    record Elsewhere(Whereabouts where) implements Look {}

    /** The view cannot be asked now. */
    record Unavailable(String why) implements Look {}
}
