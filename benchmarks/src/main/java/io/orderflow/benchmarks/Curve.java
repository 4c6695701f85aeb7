/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What an order costs and how long it takes as one thing grows and all else stays. What is measured twice is shown by its mean.
 *
 * @param name of it
 * @param grows in words
 * @param steps in the order in which they are measured
 */
record Curve(String name, String grows, List<Step> steps) {

    private static final Load LOAD = Load.open(100, 12);

    /** A scenario, and how much there is of what grows; 0 of a warm-up. */
    record Step(double x, Scenario scenario) {}

    Curve {
        steps = List.copyOf(steps);
    }

    /**
     * All of them.
     *
     * @param orders that there are at the end of the curve about them
     */
    static List<Curve> all(int orders) {
        return List.of(
                ofOrders(orders),
                ofLines(),
                ofDeployments("partitions", "partitions of each topic", Deployment::ofPartitions, 4, 12, 48),
                ofDeployments("customers", "customers", Deployment::ofCustomers, 1_000, 10_000, 100_000),
                ofDeployments("instances", "instances of each service", Deployment::ofInstances, 1, 2, 3));
    }

    private static Curve ofOrders(int orders) {
        Deployment deployment = Deployment.ofItsOwn("orders curve");
        List<Step> steps = new ArrayList<>(List.of(warmUp(deployment), step("orders", 0, LOAD, deployment)));
        for (int quarter = 1; quarter <= 4; quarter++) {
            steps.add(fill(deployment, Math.max(1, orders / 4)));
            steps.add(step("orders", orders / 4 * quarter, LOAD, deployment));
        }
        return new Curve("orders", "orders in the view (besides some thousands that warmed it up)", steps);
    }

    private static Curve ofLines() {
        Deployment deployment = Deployment.ofItsOwn("lines curve");
        List<Step> steps = new ArrayList<>(List.of(warmUp(deployment)));
        Stream.of(1, 2, 5, 10, 20).forEach(lines -> steps.add(step("lines", lines, LOAD.ofLines(lines), deployment)));
        return new Curve("lines", "lines of each order", steps);
    }

    private static Curve ofDeployments(
            String name, String grows, Function<Integer, Deployment> deployment, Integer... counts) {
        List<Step> steps = new ArrayList<>();
        for (Integer count : counts) {
            steps.add(warmUp(deployment.apply(count)));
            steps.add(step(name, count, LOAD, deployment.apply(count)));
        }
        return new Curve(name, grows, steps);
    }

    private static Step warmUp(Deployment deployment) {
        return new Step(0, Scenario.warmUp().on(deployment));
    }

    private static Step fill(Deployment deployment, int orders) {
        return new Step(0, Scenario.warmUp(Load.fill(orders)).on(deployment));
    }

    private static Step step(String name, int x, Load load, Deployment deployment) {
        return new Step(
                x, Scenario.load(name + "-" + x, "a point of a curve", load).on(deployment));
    }

    List<Scenario> scenarios() {
        return steps.stream().map(Step::scenario).toList();
    }

    /** CPU an order, of each process and of all: instances of one service together. */
    Plot costs(List<Measurement> measured) {
        Map<String, Plot.Series> series = new LinkedHashMap<>();
        series.put("all", series("all", measured, one -> one.cost().cpu()));
        measured.get(0).cost().processes().keySet().stream()
                .filter(process -> !process.matches(".*-[0-9]+"))
                .forEach(service -> series.put(
                        service, series(service, measured, one -> one.cost().cpuOf(service))));
        return new Plot("CPU an order at " + LOAD.rate() + "/s", grows, "ms", List.copyOf(series.values()));
    }

    /** From POST to decision. */
    Plot latencies(List<Measurement> measured) {
        return new Plot(
                "POST to decided at " + LOAD.rate() + "/s",
                grows,
                "ms",
                Stream.of("p50", "p90", "p99")
                        .map(percentile -> series(
                                percentile, measured, one -> one.decided().getOrDefault(percentile, Double.NaN)))
                        .toList());
    }

    private Plot.Series series(String of, List<Measurement> measured, Function<Measurement, Double> figure) {
        Map<Double, List<Double>> byX = new TreeMap<>();
        List<Step> told =
                steps.stream().filter(step -> step.scenario().isMeasured()).toList();
        for (int i = 0; i < told.size(); i++) {
            byX.computeIfAbsent(told.get(i).x(), x -> new ArrayList<>()).add(figure.apply(measured.get(i)));
        }
        return new Plot.Series(
                of,
                byX.entrySet().stream()
                        .map(one -> new Plot.Point(one.getKey(), mean(one.getValue())))
                        .toList());
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
    }
}
