/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

/** What a verdict was to the decision. */
public enum VerdictRole {
    /** The first verdict of a check that the order must pass: by these it is decided. */
    COUNTED,
    /** The check had answered before; the first thing it said is what it said. */
    REPEATED,
    /** The order was decided by then. */
    LATE,
    /** Of a check that is listened to and does not decide. */
    SHADOW
}
