/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.util.Objects.requireNonNull;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Records on which processing failed half-way, so that their transaction was given up and they will be read again. One whose
 * fault is certain, or that failed {@value #TRIES} times, is to be set aside as a whole when it comes again: before anything
 * of it is done. Otherwise it would stop its partition for ever.
 *
 * <p>Kept in memory: after a restart a record has its tries anew. Safe for use by several threads.
 */
final class SuspectRecords {

    /** How often a record is tried before it is held to be at fault itself. */
    static final int TRIES = 3;

    private static final int MOST_REMEMBERED = 10_000;

    /** Where a record is. */
    record Place(TopicPartition partition, long offset) {

        Place {
            requireNonNull(partition, "partition");
        }
    }

    private record Suspicion(int tries, String reason) {}

    private final Map<Place, Suspicion> suspicions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Suspicion> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    /** The record's fault for certain. */
    synchronized void convict(Place place, String reason) {
        suspicions.put(place, new Suspicion(TRIES, reason));
    }

    /** A failure that may be the record's fault, or a passing one of the program. */
    synchronized void suspect(Place place, String reason) {
        Suspicion before = suspicions.get(place);
        int tries = before == null ? 1 : before.tries() + 1;
        suspicions.put(place, new Suspicion(tries, reason));
    }

    /** Why the record there is to be set aside; empty if it is to be tried. */
    synchronized Optional<String> reasonToSetAside(TopicPartition partition, long offset) {
        return Optional.ofNullable(suspicions.get(new Place(partition, offset)))
                .filter(suspicion -> suspicion.tries() >= TRIES)
                .map(Suspicion::reason);
    }
}
