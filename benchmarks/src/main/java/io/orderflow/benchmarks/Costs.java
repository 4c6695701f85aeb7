/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.embedded.processes.JvmProcess;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the system has used up to a moment.
 *
 * @param cpu milliseconds of each process
 * @param sizes of all topics
 */
record Costs(Map<String, Double> cpu, TopicSizes sizes) {

    static Costs of(RunningSystem system) throws InterruptedException {
        return new Costs(system.cpuMillis(), system.sizes());
    }

    /** CPU of each process since {@code before}, in milliseconds. */
    Map<String, Double> cpuSince(Costs before) {
        Map<String, Double> spent = new LinkedHashMap<>();
        cpu.forEach((name, now) -> spent.put(name, now - before.cpu.getOrDefault(name, 0.0)));
        return spent;
    }

    /**
     * What each of {@code orders} has cost since {@code before}, with the memory that the processes of {@code system} have now.
     *
     * @param generatorMillis CPU of the load generator for all of them
     */
    Cost since(Costs before, long orders, double generatorMillis, RunningSystem system) throws InterruptedException {
        Map<String, Double> spent = cpuSince(before);
        Map<String, Cost.OneProcess> processes = new LinkedHashMap<>();
        for (JvmProcess process : system.processes()) {
            processes.put(
                    process.name(),
                    new Cost.OneProcess(
                            spent.getOrDefault(process.name(), 0.0) / orders,
                            process.residentMegabytes(),
                            new Jcmd(process.pid()).liveHeapMegabytes()));
        }
        return new Cost(
                generatorMillis / orders,
                processes,
                sizes.recordsSince(before.sizes, orders),
                sizes.bytesSince(before.sizes, orders));
    }
}
