/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import java.util.Arrays;

/** The last few thousand times from POST to decision. */
final class Latencies {

    private static final int KEPT = 4_096;

    private final double[] seconds = new double[KEPT];
    private long count;

    synchronized void add(double value) {
        seconds[(int) (count % KEPT)] = value;
        count++;
    }

    /** The time that {@code share} of them took at most; 0 if there are none. */
    synchronized double quantile(double share) {
        int size = (int) Math.min(count, KEPT);
        if (size == 0) {
            return 0;
        }
        double[] sorted = Arrays.copyOf(seconds, size);
        Arrays.sort(sorted);
        return sorted[Math.min(size - 1, (int) Math.floor(share * size))];
    }
}
