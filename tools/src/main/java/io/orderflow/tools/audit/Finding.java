/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import static java.util.Objects.requireNonNull;

import java.util.Locale;
import java.util.Optional;

/**
 * Something that must not be.
 *
 * @param subject the order's id
 * @param place the record that shows it; none where a record is missing
 * @param what in words
 */
public record Finding(Rule rule, String subject, Optional<Place> place, String what) {

    /** What was broken. */
    public enum Rule {
        /** What a client was told is accepted becomes an order. */
        LOST,
        /** One version after another, only ways that there are, one final state. */
        LIFE_CYCLE,
        /** A decision follows from the first verdict of each check, or from the deadline. */
        DECISION,
        /** Verdicts are about orders that were placed. */
        VERDICT,
        /** No more units are promised than were received. */
        STOCK,
        /** One mail a decision, and none of what never was. */
        MAIL,
        /** Each validated order once on the topic of its customer's level. */
        LEVEL,
        /** A log at rest has no order that waits. */
        UNDECIDED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Finding {
        requireNonNull(rule, "rule");
        requireNonNull(subject, "subject");
        requireNonNull(place, "place");
        requireNonNull(what, "what");
    }

    /** One line. */
    @Override
    public String toString() {
        return "%-10s  %s  %s: %s"
                .formatted(rule, subject, place.map(Place::toString).orElse("(no record)"), what);
    }
}
