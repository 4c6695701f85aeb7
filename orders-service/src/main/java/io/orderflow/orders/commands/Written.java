/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/**
 * What became of a command.
 *
 * @param position where it is in the log, if it is known to be there
 */
public record Written(Outcome outcome, Optional<CommandPosition> position) {

    public static final Written NOT_WRITTEN = new Written(Outcome.NOT_WRITTEN, Optional.empty());
    public static final Written UNKNOWN = new Written(Outcome.UNKNOWN, Optional.empty());
    public static final Written TOO_MANY = new Written(Outcome.TOO_MANY, Optional.empty());

    public Written {
        requireNonNull(outcome, "outcome");
        requireNonNull(position, "position");
    }

    /** How it ended. */
    public enum Outcome {
        /** It is in the log, on all replicas that are in sync. */
        ACKNOWLEDGED,
        /** It is not in the log and never will be. */
        NOT_WRITTEN,
        /** Not answered in time: it may be in the log, or may still get there. */
        UNKNOWN,
        /** Not tried, as too many commands wait for their acknowledgement; it never will be in the log. */
        TOO_MANY
    }

    public static Written at(CommandPosition position) {
        return new Written(Outcome.ACKNOWLEDGED, Optional.of(position));
    }

    public boolean isAcknowledged() {
        return outcome == Outcome.ACKNOWLEDGED;
    }
}
