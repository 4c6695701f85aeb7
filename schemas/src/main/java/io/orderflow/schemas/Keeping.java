/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Map;

/**
 * How long topics keep their records.
 *
 * @param retentions of topics by name, instead of the catalogue's
 * @param erasure how long after it was deleted a record may still be in the broker's files, where topics may hold personal data
 */
public record Keeping(Map<String, Duration> retentions, Duration erasure) {

    /**
     * How long a deletion can be read: whoever keeps a copy of such a topic and was away for longer must read the topic anew.
     */
    public static final Duration OF_DELETIONS = Duration.ofDays(30);

    /** As the catalogue says. */
    public static final Keeping USUAL = new Keeping(Map.of(), Duration.ofDays(7));

    public Keeping {
        retentions = Map.copyOf(retentions);
        requireNonNull(erasure, "erasure");
    }

    Duration retention(Topic<?, ?> topic) {
        return retentions.getOrDefault(topic.name(), topic.retention());
    }
}
