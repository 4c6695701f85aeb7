/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a load met.
 *
 * @param posted microseconds from an order's due time to its 201
 * @param decided microseconds from an order's due time to its decision; what was not decided counts as the longest wait
 * @param decidedPerSecond orders decided while orders were begun, a second
 * @param orders begun
 * @param outcomes how many orders ended how
 * @param generatorCpuMillis what the generator itself took
 */
record LoadResult(
        Histogram posted,
        Histogram decided,
        double decidedPerSecond,
        long orders,
        Map<String, Long> outcomes,
        double generatorCpuMillis) {

    LoadResult {
        outcomes = Map.copyOf(outcomes);
    }

    static double millis(Histogram histogram, double percentile) {
        return histogram.getTotalCount() == 0 ? Double.NaN : histogram.getValueAtPercentile(percentile) / 1_000.0;
    }
}
