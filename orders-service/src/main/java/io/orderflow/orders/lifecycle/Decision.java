/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import io.orderflow.events.Order;
import io.orderflow.orders.state.Undecided;
import java.util.Optional;

/** What an input leads to. */
public sealed interface Decision {

    /**
     * The order becomes this, and everyone is to know.
     *
     * @param waiting what is known of the checks it still waits for; nothing once it is decided
     */
    record Becomes(Order order, Optional<Undecided> waiting) implements Decision {}

    /** One more verdict is known; the order stays as it is. */
    record Noted(Undecided waiting) implements Decision {}

    /** A repeat, or too late: nothing changes. */
    record NoChange() implements Decision {}

    /** This cannot be right: a person must look. */
    record Refused(String reason) implements Decision {}
}
