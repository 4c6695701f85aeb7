/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load met. Times in histograms are microseconds from when an order was due.
 *
 * @param posted to its 201
 * @param decided to its decision; what was not decided counts as the longest wait
 * @param accepted the same, of those orders alone that were answered with 201
 * @param refused to its 503
 * @param firstDecidedNanos {@link System#nanoTime} of the first decision; 0 if there was none
 * @param lastLateNanos when the last order was due that was accepted and took more than a second to be decided; 0 if there was none
 * @param decidedPerSecond orders decided while orders were begun, a second
 * @param orders begun
 * @param outcomes how many orders ended how
 * @param generatorCpuMillis what this process, the generator, took itself meanwhile
 */
record LoadResult(
        Histogram posted,
        Histogram decided,
        Histogram accepted,
        Histogram refused,
        long firstDecidedNanos,
        long lastLateNanos,
        double decidedPerSecond,
        long orders,
        Map<String, Long> outcomes,
        double generatorCpuMillis) {

    LoadResult {
        outcomes = Map.copyOf(outcomes);
    }

    /** How many orders were decided, whenever and however; they are what costs are divided by. */
    long decisions() {
        return outcomes.getOrDefault("VALIDATED", 0L) + outcomes.getOrDefault("FAILED", 0L);
    }

    static double millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1_000.0;
    }
}
