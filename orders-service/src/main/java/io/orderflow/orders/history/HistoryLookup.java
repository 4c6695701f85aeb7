/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

/** What a look into this instance's histories shows. */
public sealed interface HistoryLookup {

    /** What happened to the order. */
    record Found(OrderHistory history) implements HistoryLookup {}

    /** The histories are here, and there is no such order. */
    record Absent() implements HistoryLookup {}

    /** The history cannot be read here now. */
    record Unavailable(String why) implements HistoryLookup {}
}
