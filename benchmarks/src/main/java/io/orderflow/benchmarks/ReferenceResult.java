/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;

/**
 * What the plain clients met, as one process tells it another in a line.
 *
 * @param decisions how many orders came through
 * @param decided milliseconds from an order's due time until its last record was read, by percentile
 * @param decidedPerSecond orders that came through a second
 */
record ReferenceResult(long decisions, Map<String, Double> decided, double decidedPerSecond) {

    static ReferenceResult of(Histogram micros, long seconds) {
        return new ReferenceResult(
                micros.getTotalCount(), Measurement.millis(micros), (double) micros.getTotalCount() / seconds);
    }

    String line() {
        return decisions
                + " "
                + decided.entrySet().stream()
                        .map(one -> String.format(Locale.ROOT, "%s=%.3f", one.getKey(), one.getValue()))
                        .collect(Collectors.joining(","))
                + " "
                + String.format(Locale.ROOT, "%.3f", decidedPerSecond);
    }

    /** What {@link #line} has made. */
    static ReferenceResult parse(String line) {
        String[] parts = line.split(" ", -1);
        Map<String, Double> decided = new LinkedHashMap<>();
        Arrays.stream(parts[1].split(",", -1)).filter(one -> !one.isEmpty()).forEach(one -> {
            int at = one.indexOf('=');
            decided.put(one.substring(0, at), Double.parseDouble(one.substring(at + 1)));
        });
        return new ReferenceResult(Long.parseLong(parts[0]), decided, Double.parseDouble(parts[2]));
    }
}
