/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * How much of the log there was to read. Topics are not read at one moment: what one of them tells last may not show on another
 * yet. Therefore the ends are asked for twice, everything is read to the second, and only what lies before the first is judged:
 * what led to it, and what it undid, is then among what was read.
 *
 * @param begins the first offset of each partition; above 0, retention has removed what was before
 * @param judged the end of each partition when it was asked for first
 * @param cutAt the time of the first record that is left of each partition whose beginning went while it was read
 * @param cleaned records that were read, and were gone later
 */
public record LogCoverage(
        Map<Part, Long> begins, Map<Part, Long> judged, Map<Part, Instant> cutAt, Set<Place> cleaned) {

    /** One partition. */
    public record Part(String topic, int partition) {}

    public LogCoverage {
        begins = Map.copyOf(begins);
        judged = Map.copyOf(judged);
        cutAt = Map.copyOf(cutAt);
        cleaned = Set.copyOf(cleaned);
    }

    /** Of a log from which nothing was removed while it was read. */
    public LogCoverage(Map<Part, Long> begins, Map<Part, Long> judged) {
        this(begins, judged, Map.of(), Set.of());
    }

    /** The same, without these records. */
    public LogCoverage without(Set<Place> gone) {
        return new LogCoverage(begins, judged, cutAt, gone);
    }

    /** All of a log from which nothing was removed. */
    public static LogCoverage everything() {
        return new LogCoverage(Map.of(), Map.of());
    }

    boolean isJudged(String topic, int partition, long offset) {
        return offset < judged.getOrDefault(new Part(topic, partition), Long.MAX_VALUE);
    }

    boolean isJudged(Place place) {
        return isJudged(place.topic(), place.partition(), place.offset());
    }

    boolean isCut(String topic) {
        return begins.entrySet().stream()
                .anyMatch(begin -> begin.getKey().topic().equals(topic) && begin.getValue() > 0);
    }
}
