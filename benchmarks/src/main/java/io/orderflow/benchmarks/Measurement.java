/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import org.HdrHistogram.Histogram;

/**
 * What a scenario on a build showed. Times are milliseconds.
 *
 * @param build its name
 * @param deployment what was measured
 * @param scenario its name
 * @param load in words
 * @param posted p50, p90, p99, p99.9 and max from an order's due time to its 201; empty where no orders were placed
 * @param decided the same, to its decision; what was not decided counts as 30 s
 * @param accepted the same, of those orders alone that were answered with 201
 * @param decidedPerSecond orders decided a second
 * @param outcomes how many orders ended how
 * @param cost of an order
 * @param figures what else there is to tell, by its name
 * @param profiles where each process spent its time, by its name, in lines; empty unless that was asked for
 * @param audit {@code clean}, or what is wrong with the log
 */
record Measurement(
        String build,
        String deployment,
        String scenario,
        String load,
        Map<String, Double> posted,
        Map<String, Double> decided,
        Map<String, Double> accepted,
        double decidedPerSecond,
        Map<String, Long> outcomes,
        Cost cost,
        Map<String, Double> figures,
        Map<String, String> profiles,
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

    static Map<String, Double> millis(Histogram histogram) {
        Map<String, Double> millis = new LinkedHashMap<>();
        if (histogram.getTotalCount() > 0) {
            PERCENTILES.forEach((name, percentile) -> millis.put(name, LoadResult.millis(histogram, percentile)));
        }
        return millis;
    }

    /** Of a scenario that places no orders. */
    static Measurement withoutOrders(
            String build, String deployment, String scenario, String load, Map<String, Double> figures, String audit) {
        return new Measurement(
                build,
                deployment,
                scenario,
                load,
                Map.of(),
                Map.of(),
                Map.of(),
                0,
                Map.of(),
                Cost.NONE,
                figures,
                Map.of(),
                audit);
    }
}
