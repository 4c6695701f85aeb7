/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.Map;

/**
 * What an order cost.
 *
 * @param generator milliseconds of CPU that the load generator took itself
 * @param processes each of the system's, by its name
 * @param records by topic, internal ones and markers of transactions too
 * @param bytes by topic, on the broker's disk
 */
record Cost(
        double generator, Map<String, OneProcess> processes, Map<String, Double> records, Map<String, Double> bytes) {

    /** Of what has no orders. */
    static final Cost NONE = new Cost(0, Map.of(), Map.of(), Map.of());

    /**
     * One process of the system.
     *
     * @param cpu milliseconds
     * @param residentMegabytes at the end
     * @param liveHeapMegabytes after a full collection at the end
     */
    record OneProcess(double cpu, long residentMegabytes, long liveHeapMegabytes) {}

    /** Milliseconds of CPU of all processes together. */
    double cpu() {
        return processes.values().stream().mapToDouble(OneProcess::cpu).sum();
    }

    /** Milliseconds of CPU of all instances of {@code service} together. */
    double cpuOf(String service) {
        return processes.entrySet().stream()
                .filter(one -> one.getKey().replaceAll("-[0-9]+$", "").equals(service))
                .mapToDouble(one -> one.getValue().cpu())
                .sum();
    }

    /** On all topics together. */
    double allRecords() {
        return sum(records);
    }

    /** On all topics together. */
    double allBytes() {
        return sum(bytes);
    }

    private static double sum(Map<String, Double> all) {
        return all.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}
