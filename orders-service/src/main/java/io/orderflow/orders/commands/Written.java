/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

/** What became of a command. */
public sealed interface Written {

    /**
     * It is in the log, on all replicas that are in sync.
     *
     * @param position where
     */
    record Acknowledged(CommandPosition position) implements Written {}

    /** It is not known to be in the log. */
    enum Unacknowledged implements Written {
        /** It is not in the log and never will be. */
        NOT_WRITTEN,
        /** Not answered in time: it may be in the log, or may still get there. */
        UNKNOWN,
        /** Not tried, as too many commands wait for their acknowledgement; it never will be in the log. */
        TOO_MANY
    }
}
