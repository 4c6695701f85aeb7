/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;
import java.time.Duration;

/** What a reader is told at the end of the wait. */
public sealed interface ReadResult {

    /** The order, and it is as asked for. */
    record Met(Order order) implements ReadResult {}

    /** The order, but it is not yet as asked for. */
    record NotYet(Order order) implements ReadResult {}

    /**
     * As {@code shown}, a {@link Met} or a {@link NotYet}; but another instance may know more by now.
     *
     * @param age since when this one has not been sure
     */
    record Old(ReadResult shown, Duration age) implements ReadResult {}

    /** There is no such order, as far as the view knows. */
    record Unknown() implements ReadResult {}

    /** Another instance answers for it. */
    record Elsewhere() implements ReadResult {}

    /** It could not be told in time: the view was not there, or the service stops. */
    record Unavailable(String why) implements ReadResult {}

    /** Too many requests wait already. */
    record TooMany() implements ReadResult {}
}
