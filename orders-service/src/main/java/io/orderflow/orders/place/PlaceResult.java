/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.OrderResponse;
import java.util.List;

/** What became of a client's wish to place an order. */
sealed interface PlaceResult {

    /** What became of it after this request had written it to the log, at {@code position}. */
    record Logged(PlaceResult result, CommandPosition position) implements PlaceResult {}

    /** It is placed by this request. */
    record Now(OrderResponse order) implements PlaceResult {}

    /** It had been placed before, with the same content. */
    record Before(OrderResponse order) implements PlaceResult {}

    /** Another order has the id. */
    record Otherwise(OrderResponse order, List<FieldError> differences) implements PlaceResult {}

    /** Another customer's order has the id; no more of it is said. */
    record Taken(String orderId) implements PlaceResult {}

    /** The wish is safe in the log; what becomes of it, the instance that owns the order will know. */
    record Elsewhere(String orderId, String commandId) implements PlaceResult {}

    /** The wish is safe in the log, which has not answered it yet. */
    record Pending(String orderId) implements PlaceResult {}

    /** The wish may not be in the log, and can be repeated under {@code orderId} without harm. */
    record Failed(String orderId, String why) implements PlaceResult {}
}
