/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.cancel;

import io.orderflow.events.Order;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.read.ReadResult;

/** What became of a client's wish to cancel an order. */
sealed interface CancelResult {

    /** It is in the log, and the life cycle will decide; {@code order} is as it was when this was asked. */
    record Asked(Order order, CommandPosition position) implements CancelResult {}

    /** The order is final. */
    record TooLate(Order order) implements CancelResult {}

    /** There is no such order, or that cannot be told. */
    record Unread(ReadResult reading) implements CancelResult {}

    /** The wish may not be in the log, and can be repeated without harm. */
    record Failed(Order order, String why) implements CancelResult {}
}
