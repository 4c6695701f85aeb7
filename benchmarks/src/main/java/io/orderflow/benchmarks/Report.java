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
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The figures of a run: as tables for people, in Markdown for documents, in JSON for programs. */
record Report(List<Measurement> measurements) {

    private static final String DOCUMENTED = "light";

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
            "p99.9",
            "max",
            "accepted p99",
            "CPU ms/order",
            "generator",
            "records",
            "bytes",
            "outcomes",
            "audit");

    Report {
        measurements = List.copyOf(measurements);
    }

    String text() {
        return rendered(Table::text, "");
    }

    String markdown() {
        return rendered(Table::markdown, "## ");
    }

    String json() {
        try {
            return new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValueAsString(measurements);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private String rendered(Function<Table, String> form, String heading) {
        StringBuilder text = new StringBuilder(form.apply(scenarios()));
        append(text, heading + "What else was measured", form, others());
        append(text, heading + "CPU ms an order / resident MB / live heap MB of each process", form, processes());
        append(text, heading + "Records and bytes an order by topic", form, topics());
        measurements.forEach(one -> one.profiles()
                .forEach((process, profile) -> text.append('\n')
                        .append(heading)
                        .append("Where %s spent its time in %s, %s build"
                                .formatted(process, one.scenario(), one.build()))
                        .append("\n\n")
                        .append(profile)));
        String ratios = ratios();
        return ratios.isEmpty() ? text.toString() : text + "\n" + ratios;
    }

    private static void append(StringBuilder text, String title, Function<Table, String> form, Table table) {
        if (!table.isEmpty()) {
            text.append('\n').append(title).append("\n\n").append(form.apply(table));
        }
    }

    private Table scenarios() {
        Table table = new Table(HEAD);
        placed().forEach(one -> table.add(row(one)));
        return table;
    }

    private Stream<Measurement> placed() {
        return measurements.stream().filter(one -> !one.decided().isEmpty());
    }

    private static List<String> row(Measurement one) {
        return List.of(
                one.scenario(),
                one.build(),
                one.load(),
                number(one.decidedPerSecond()),
                number(one.posted().get("p50")),
                number(one.posted().get("p99")),
                number(one.decided().get("p50")),
                number(one.decided().get("p90")),
                number(one.decided().get("p99")),
                number(one.decided().get("p99.9")),
                number(one.decided().get("max")),
                number(one.accepted().get("p99")),
                String.format(Locale.ROOT, "%.2f", one.cost().cpu()),
                String.format(Locale.ROOT, "%.3f", one.cost().generator()),
                number(one.cost().allRecords()),
                String.format(Locale.ROOT, "%.0f", one.cost().allBytes()),
                outcomes(one),
                one.audit().equals("clean") ? "clean" : "NOT CLEAN");
    }

    private static String outcomes(Measurement one) {
        return one.outcomes().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(outcome -> outcome.getKey() + " " + outcome.getValue())
                .collect(Collectors.joining(", "));
    }

    private static String number(@Nullable Double value) {
        return value == null || value.isNaN() ? "-" : String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    }

    private Table others() {
        Table table = new Table(List.of("scenario", "build", "figure", "value"));
        measurements.forEach(one -> one.figures()
                .forEach((name, value) -> table.add(List.of(one.scenario(), one.build(), name, number(value)))));
        return table;
    }

    private Table processes() {
        List<String> names = measurements.stream()
                .flatMap(one -> one.cost().processes().keySet().stream())
                .distinct()
                .toList();
        List<String> head = new ArrayList<>(List.of("scenario", "build"));
        head.addAll(names);
        Table table = new Table(head);
        measurements.stream().filter(one -> !one.cost().processes().isEmpty()).forEach(one -> {
            List<String> row = new ArrayList<>(List.of(one.scenario(), one.build()));
            names.forEach(name ->
                    row.add(Optional.ofNullable(one.cost().processes().get(name))
                            .map(process -> String.format(
                                    Locale.ROOT,
                                    "%.2f / %d / %d",
                                    process.cpu(),
                                    process.residentMegabytes(),
                                    process.liveHeapMegabytes()))
                            .orElse("-")));
            table.add(row);
        });
        return table;
    }

    /** Of one scenario, as they are the same in all but for the markers of transactions. */
    private Table topics() {
        List<Measurement> shown = placed().filter(one -> one.scenario().equals(DOCUMENTED)
                        && one.build().equals(measurements.get(0).build()))
                .toList();
        if (shown.isEmpty()) {
            shown = placed().toList();
        }
        Table table = new Table(List.of("scenario", "build", "topic", "records", "bytes"));
        if (!shown.isEmpty()) {
            Measurement one = shown.get(shown.size() - 1);
            new TreeSet<>(one.cost().records().keySet())
                    .forEach(topic -> table.add(List.of(
                            one.scenario(),
                            one.build(),
                            topic,
                            String.format(
                                    Locale.ROOT, "%.2f", one.cost().records().get(topic)),
                            number(one.cost().bytes().get(topic)))));
        }
        return table;
    }

    /** Of this build to each other one, and to the reference: a line a scenario that both have. Over several rounds, of the medians. */
    String ratios() {
        StringBuilder lines = new StringBuilder();
        List<String> builds =
                measurements.stream().map(Measurement::build).distinct().toList();
        for (String other : builds.subList(Math.min(1, builds.size()), builds.size())) {
            placed().filter(one -> one.build().equals(other))
                    .map(Measurement::scenario)
                    .distinct()
                    .filter(scenario -> of(scenario, builds.get(0)).findAny().isPresent())
                    .forEach(scenario -> lines.append(ratio(scenario, builds.get(0), other)));
        }
        return lines.toString();
    }

    private String ratio(String scenario, String build, String other) {
        return "%s, %s : %s: decided p50 x %s, p99 x %s, CPU x %s, records x %s, bytes x %s, decided/s x %s%n"
                .formatted(
                        scenario,
                        build,
                        other,
                        ratio(scenario, build, other, one -> one.decided().getOrDefault("p50", Double.NaN)),
                        ratio(scenario, build, other, one -> one.decided().getOrDefault("p99", Double.NaN)),
                        ratio(scenario, build, other, one -> one.cost().cpu()),
                        ratio(scenario, build, other, one -> one.cost().allRecords()),
                        ratio(scenario, build, other, one -> one.cost().allBytes()),
                        ratio(scenario, build, other, Measurement::decidedPerSecond));
    }

    private String ratio(String scenario, String build, String other, ToDoubleFunction<Measurement> figure) {
        return String.format(
                Locale.ROOT, "%.2f", median(of(scenario, build), figure) / median(of(scenario, other), figure));
    }

    private Stream<Measurement> of(String scenario, String build) {
        return measurements.stream()
                .filter(one -> one.scenario().equals(scenario))
                .filter(one -> one.build().equals(build));
    }

    private static double median(Stream<Measurement> all, ToDoubleFunction<Measurement> figure) {
        double[] sorted = all.mapToDouble(figure).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
