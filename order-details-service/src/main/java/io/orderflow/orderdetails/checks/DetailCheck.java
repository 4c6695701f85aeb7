/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails.checks;

import io.orderflow.events.Order;
import java.util.List;

/** One thing that must hold for an order to be sound. */
public interface DetailCheck {

    /** Everything this check has against the order, in words a support desk can read out; empty when it holds. */
    List<String> reasonsAgainst(Order order, Reference reference);

    /** Whether a reason may vanish by itself, because the record it misses is still on its way. */
    default boolean isWorthWaitingFor() {
        return false;
    }
}
