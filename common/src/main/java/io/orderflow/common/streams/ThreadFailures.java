/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.config.Durations;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The stream threads that failed and were replaced. One now and then is a hiccup; many in a short time mean that a partition
 * stands still, which must be seen from outside. Safe for use by several threads.
 */
final class ThreadFailures {

    private final int most;
    private final Duration window;
    private final InstantSource clock;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private String lastReason = "";
    private long count;

    /** {@code most} failures within {@code window} are too many. */
    ThreadFailures(int most, Duration window, InstantSource clock) {
        this.most = most;
        this.window = requireNonNull(window, "window");
        this.clock = requireNonNull(clock, "clock");
    }

    synchronized void add(String reason) {
        count++;
        lastReason = reason;
        recent.addLast(clock.instant());
        if (recent.size() > most) {
            recent.removeFirst();
        }
    }

    /** How many there were since start. */
    synchronized long count() {
        return count;
    }

    /** What is wrong, if there were too many just now; empty again once the window has passed over enough of them. */
    synchronized Optional<String> tooMany() {
        Instant start = clock.instant().minus(window);
        while (!recent.isEmpty() && !recent.getFirst().isAfter(start)) {
            recent.removeFirst();
        }
        return recent.size() < most
                ? Optional.empty()
                : Optional.of("%s stream threads or more failed within %s, the last one of: %s"
                        .formatted(most, Durations.print(window), lastReason));
    }
}
