/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.time.Duration;
import java.util.Locale;

/**
 * What is asked of the system, and for how long.
 *
 * @param rate orders a second that are begun whatever becomes of those before (open loop); 0 for a closed loop
 * @param clients that place one order after the other, each as soon as its last one is decided (closed loop); 0 for an open one
 * @param duration in which orders are begun
 * @param lines an order has
 */
record Load(int rate, int clients, Duration duration, int lines) {

    Load {
        if ((rate > 0) == (clients > 0)) {
            throw new IllegalArgumentException("either a rate or clients");
        }
    }

    static Load open(int rate, int seconds) {
        return new Load(rate, 0, Duration.ofSeconds(seconds), 1);
    }

    static Load closed(int clients, int seconds) {
        return new Load(0, clients, Duration.ofSeconds(seconds), 1);
    }

    Load ofLines(int count) {
        return new Load(rate, clients, duration, count);
    }

    /** When order number {@code n} is due, in nanoseconds from the beginning; only of an open loop. */
    long due(long n) {
        return n * 1_000_000_000L / rate;
    }

    @Override
    public String toString() {
        String what = rate > 0
                ? String.format(Locale.ROOT, "%,d/s", rate)
                : clients + (clients == 1 ? " client" : " clients");
        return String.format(
                Locale.ROOT, "%s for %d s%s", what, duration.toSeconds(), lines == 1 ? "" : ", " + lines + " lines");
    }
}
