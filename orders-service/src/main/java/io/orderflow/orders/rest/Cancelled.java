/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import io.orderflow.events.Order;
import io.orderflow.orders.view.Reading;

/** What became of a client's wish to cancel an order. */
sealed interface Cancelled {

    /** It is in the log, and the life cycle will decide; {@code order} is as it was when this was asked. */
    record Asked(Order order) implements Cancelled {}

    /** The order is final. */
    record TooLate(Order order) implements Cancelled {}

    /** There is no such order, or nobody can tell. */
    record Unread(Reading reading) implements Cancelled {}

    /** The wish may not be in the log, and can be repeated without harm. */
    record Failed(Order order, String why) implements Cancelled {}
}
