/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a scenario on a build showed.
 *
 * @param build its name
 * @param scenario its name
 * @param load in words
 * @param startSeconds from the services' start until all were ready
 * @param postMillis p50, p90, p99, p99.9 and max from an order's due time to its 201
 * @param decidedMillis the same, to its decision
 * @param decidedPerSecond orders decided a second
 * @param outcomes how many orders ended how
 * @param cpuMillisAnOrder of each process
 * @param generatorMillisAnOrder what the load generator took itself
 * @param residentMegabytes of each process, at the end
 * @param recordsAnOrder on the broker, markers of transactions too
 * @param bytesAnOrder on the broker's disk
 * @param audit {@code clean}, or what is wrong with the log
 */
record Measurement(
        String build,
        String scenario,
        String load,
        double startSeconds,
        Map<String, Double> postMillis,
        Map<String, Double> decidedMillis,
        double decidedPerSecond,
        Map<String, Long> outcomes,
        Map<String, Double> cpuMillisAnOrder,
        double generatorMillisAnOrder,
        Map<String, Long> residentMegabytes,
        double recordsAnOrder,
        double bytesAnOrder,
        String audit) {

    private static final Map<String, Double> PERCENTILES = percentiles();

    private static Map<String, Double> percentiles() {
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("p50", 50.0);
        all.put("p90", 90.0);
        all.put("p99", 99.0);
        all.put("p99.9", 99.9);
        all.put("max", 100.0);
        return all;
    }

    static Map<String, Double> millis(org.HdrHistogram.Histogram histogram) {
        Map<String, Double> millis = new LinkedHashMap<>();
        PERCENTILES.forEach((name, percentile) -> millis.put(name, LoadResult.millis(histogram, percentile)));
        return millis;
    }

    /** All processes together. */
    double cpuMillis() {
        return cpuMillisAnOrder.values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
