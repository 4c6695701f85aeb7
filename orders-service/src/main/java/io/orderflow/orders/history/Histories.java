/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

/** The histories of the orders that this instance has. */
public interface Histories {

    /** Looks now; neither waits nor throws. */
    HistoryLookup look(String orderId);
}
