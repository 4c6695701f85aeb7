/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.figures;

import java.util.OptionalLong;

/** How often something took how long, to 5 in a hundred: up to an hour in one small array. */
final class Latencies {

    private static final double STEP = Math.log(1.05);
    private static final long LONGEST_MS = 3_600_000;
    private static final int CLASSES = classOf(LONGEST_MS) + 1;

    private final int[] counts = new int[CLASSES];
    private int all;

    void add(long millis) {
        counts[classOf(Math.min(Math.max(millis, 1), LONGEST_MS))]++;
        all++;
    }

    void add(Latencies other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
        all += other.all;
    }

    /** The time in milliseconds that {@code share} of all took at most; none if there were none. */
    OptionalLong within(double share) {
        long wanted = (long) Math.ceil(share * all);
        long seen = 0;
        for (int i = 0; i < counts.length && all > 0; i++) {
            seen += counts[i];
            if (seen >= wanted) {
                return OptionalLong.of(Math.round(Math.exp((i + 0.5) * STEP)));
            }
        }
        return OptionalLong.empty();
    }

    private static int classOf(long millis) {
        return (int) (Math.log((double) millis) / STEP);
    }
}
