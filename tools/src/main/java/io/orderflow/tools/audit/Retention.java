/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.tools.audit.LogCoverage.Part;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Since when a topic is whole. Kafka removes from the beginning of a partition, by time. */
final class Retention {

    /** Records lie only nearly in the order of their times, and a check may take its time. */
    private static final long MARGIN = Duration.ofHours(1).toMillis();

    private final Map<Part, Long> firsts = new HashMap<>();

    void read(String topic, int partition, long time) {
        firsts.putIfAbsent(new Part(topic, partition), time);
    }

    /** Nothing that is about something later than this was removed. */
    long wholeSince(String topic, LogCoverage reach) {
        return reach.begins().entrySet().stream()
                .filter(begin -> begin.getKey().topic().equals(topic) && begin.getValue() > 0)
                .map(Map.Entry::getKey)
                .mapToLong(part -> since(part, reach))
                .max()
                .orElse(Long.MIN_VALUE);
    }

    private long since(Part part, LogCoverage reach) {
        Long first = firsts.get(part);
        Instant cutAt = reach.cutAt().getOrDefault(part, Instant.EPOCH);
        return first == null ? Long.MAX_VALUE : Math.max(first, cutAt.toEpochMilli()) + MARGIN;
    }
}
