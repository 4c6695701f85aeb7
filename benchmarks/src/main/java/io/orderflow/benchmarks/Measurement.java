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
 * @param generatorAnOrder CPU that the load generator took itself
 * @param processes each of the system's, by its name
 * @param recordsAnOrder by topic, internal ones and markers of transactions too
 * @param bytesAnOrder by topic, on the broker's disk
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
        double generatorAnOrder,
        Map<String, OneProcess> processes,
        Map<String, Double> recordsAnOrder,
        Map<String, Double> bytesAnOrder,
        Map<String, Double> figures,
        Map<String, String> profiles,
        String audit) {

    private static final Map<String, Double> PERCENTILES = percentiles();

    /**
     * One process of the system.
     *
     * @param cpuAnOrder milliseconds; where no orders were placed, % of a core
     * @param residentMegabytes at the end
     * @param liveHeapMegabytes after a full collection at the end
     */
    record OneProcess(double cpuAnOrder, long residentMegabytes, long liveHeapMegabytes) {}

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

    /** Of all processes together. */
    double cpuAnOrder() {
        return processes.values().stream().mapToDouble(OneProcess::cpuAnOrder).sum();
    }

    /** Of all instances of {@code service} together. */
    double cpuAnOrderOf(String service) {
        return processes.entrySet().stream()
                .filter(one -> one.getKey().replaceAll("-[0-9]+$", "").equals(service))
                .mapToDouble(one -> one.getValue().cpuAnOrder())
                .sum();
    }

    /** Of all topics together. */
    double allRecordsAnOrder() {
        return sum(recordsAnOrder);
    }

    /** Of all topics together. */
    double allBytesAnOrder() {
        return sum(bytesAnOrder);
    }

    private static double sum(Map<String, Double> all) {
        return all.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
