/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import java.util.List;

/** What became of a client's wish to place an order. */
sealed interface Placed {

    /** It is placed by this request. */
    record Now(OrderResponse order) implements Placed {}

    /** It had been placed before, with the same content. */
    record Before(OrderResponse order) implements Placed {}

    /** Another order has the id. */
    record Otherwise(OrderResponse order, List<FieldError> differences) implements Placed {}

    /** The wish is safe in the log, which has not answered it yet. */
    record Pending(String orderId) implements Placed {}

    /** The wish may not be in the log, and can be repeated under {@code orderId} without harm. */
    record Failed(String orderId, String why) implements Placed {}
}
