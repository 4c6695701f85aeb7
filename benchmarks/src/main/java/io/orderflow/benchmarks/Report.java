/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** The figures of a run: as a table for people, in Markdown for documents, in JSON for programs. */
record Report(List<Measurement> measurements) {

    private static final List<String> HEAD = List.of(
            "scenario",
            "build",
            "load",
            "decided/s",
            "POST p50",
            "p99",
            "decided p50",
            "p90",
            "p99",
            "max",
            "CPU ms/order",
            "generator",
            "records",
            "bytes",
            "outcomes",
            "audit");

    Report {
        measurements = List.copyOf(measurements);
    }

    private static List<String> row(Measurement one) {
        return List.of(
                one.scenario(),
                one.build(),
                one.load(),
                number(one.decidedPerSecond()),
                number(one.postMillis().getOrDefault("p50", Double.NaN)),
                number(one.postMillis().getOrDefault("p99", Double.NaN)),
                number(one.decidedMillis().getOrDefault("p50", Double.NaN)),
                number(one.decidedMillis().getOrDefault("p90", Double.NaN)),
                number(one.decidedMillis().getOrDefault("p99", Double.NaN)),
                number(one.decidedMillis().getOrDefault("max", Double.NaN)),
                number(one.cpuMillis()),
                String.format(Locale.ROOT, "%.3f", one.generatorMillisAnOrder()),
                number(one.recordsAnOrder()),
                String.format(Locale.ROOT, "%.0f", one.bytesAnOrder()),
                outcomes(one),
                one.audit().equals("clean") ? "clean" : "NOT CLEAN");
    }

    private static String outcomes(Measurement one) {
        List<String> all = one.outcomes().entrySet().stream()
                .sorted(java.util.Map.Entry.comparingByKey())
                .map(outcome -> outcome.getKey() + " " + outcome.getValue())
                .toList();
        return String.join(", ", all);
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    /** With columns under each other. */
    String text() {
        List<List<String>> rows = rows();
        int[] widths = new int[HEAD.size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        StringBuilder text = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
        return text.append(ratios()).toString();
    }

    String markdown() {
        StringBuilder text = new StringBuilder();
        List<List<String>> rows = rows();
        for (int i = 0; i < rows.size(); i++) {
            text.append("| ").append(String.join(" | ", rows.get(i))).append(" |\n");
            if (i == 0) {
                text.append("|").append("---|".repeat(HEAD.size())).append('\n');
            }
        }
        String ratios = ratios();
        return ratios.isEmpty() ? text.toString() : text + "\n" + ratios;
    }

    String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(measurements);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<List<String>> rows() {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        measurements.forEach(one -> rows.add(row(one)));
        return rows;
    }

    /** Of this build to the other one, a line a scenario; empty if there is no other. Over several rounds, of the medians. */
    String ratios() {
        StringBuilder lines = new StringBuilder();
        List<String> builds =
                measurements.stream().map(Measurement::build).distinct().toList();
        if (builds.size() < 2) {
            return "";
        }
        measurements.stream()
                .map(Measurement::scenario)
                .distinct()
                .forEach(scenario -> lines.append(String.format(
                        Locale.ROOT,
                        "%s, %s : %s: decided p50 x %s, p99 x %s, CPU x %s%n",
                        scenario,
                        builds.get(0),
                        builds.get(1),
                        ratio(scenario, builds, one -> one.decidedMillis().getOrDefault("p50", Double.NaN)),
                        ratio(scenario, builds, one -> one.decidedMillis().getOrDefault("p99", Double.NaN)),
                        ratio(scenario, builds, Measurement::cpuMillis))));
        return lines.toString();
    }

    private String ratio(String scenario, List<String> builds, ToDoubleFunction<Measurement> figure) {
        Optional<Double> one = median(of(scenario, builds.get(0)), figure);
        Optional<Double> other = median(of(scenario, builds.get(1)), figure);
        return one.isEmpty() || other.isEmpty() ? "-" : String.format(Locale.ROOT, "%.2f", one.get() / other.get());
    }

    private Stream<Measurement> of(String scenario, String build) {
        return measurements.stream()
                .filter(one -> one.scenario().equals(scenario))
                .filter(one -> one.build().equals(build));
    }

    private static Optional<Double> median(Stream<Measurement> all, ToDoubleFunction<Measurement> figure) {
        List<Double> sorted = all.map(figure::applyAsDouble).sorted().toList();
        if (sorted.isEmpty()) {
            return Optional.empty();
        }
        int middle = sorted.size() / 2;
        return Optional.of(
                sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2);
    }
}
