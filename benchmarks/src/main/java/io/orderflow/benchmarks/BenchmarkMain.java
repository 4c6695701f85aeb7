/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.common.StartException;
import io.orderflow.embedded.processes.Build;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Measures this build, or this one and another side by side. */
@Command(
        name = "bin/benchmark",
        mixinStandardHelpOptions = true,
        version = "benchmark 1.0",
        description = {
            "Starts a broker and the five services as processes of their own, loads them over HTTP, and tells how fast they were.",
            "Takes about ten minutes; nothing else should run on the machine meanwhile. All times are in milliseconds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bin/benchmark                              the usual scenarios",
            "  bin/benchmark --quick                      in about a minute, to see that it works",
            "  bin/benchmark --scenario light --profile   this one after its warm-up, and where the time goes",
            "  bin/benchmark --all --orders 1000000       the shop in other sizes too",
            "  bin/benchmark --compare ../before          another build too, in turn, and the ratios",
            "  bin/benchmark --out target/figures         report.md and report.json too",
            "  bin/benchmark --curve all --out figures    what an order costs as the system grows, as plots",
            "  bin/benchmark --micro                      single parts, by JMH"
        })
public final class BenchmarkMain implements Callable<Integer> {

    private static final int ROUNDS_OF_A_COMPARISON = 2;

    @Option(names = "--quick", description = "Fewer and shorter scenarios: to see that it works, not for figures.")
    private boolean quick;

    @Option(names = "--scenario", paramLabel = "NAME", description = "Only this one; may be given several times.")
    private List<String> chosen = new ArrayList<>();

    @Option(names = "--all", description = "All scenarios, in about forty minutes.")
    private boolean all;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "50000",
            description = "How many orders are there in many-orders and restore (${DEFAULT-VALUE}).")
    private int orders;

    @Option(
            names = "--profile",
            description =
                    "Record all processes in each scenario, and tell threads, methods and classes that take most.")
    private boolean profile;

    @Option(
            names = "--curve",
            paramLabel = "NAME",
            description = {
                "Only what an order costs as one thing grows, as SVG in --out: orders, lines, partitions, customers, instances,",
                "or all of these, in about twenty minutes."
            })
    private List<String> curves = new ArrayList<>();

    @Option(
            names = "--micro",
            arity = "0..1",
            fallbackValue = "",
            paramLabel = "REGEX",
            description =
                    "Only the benchmarks of single parts (JMH), or some: nanoseconds and bytes allocated an operation.")
    private @Nullable String micro;

    @Option(names = "--list", description = "Show the scenarios, and end.")
    private boolean list;

    @Option(names = "--out", paramLabel = "DIR", description = "Write report.md and report.json there.")
    private @Nullable Path out;

    @Option(names = "--compare", paramLabel = "DIR", description = "Another checkout, built, to be measured in turn.")
    private @Nullable Path compare;

    @Option(names = "--home", hidden = true, description = "This checkout.")
    private Path home = Path.of(".");

    private final long began = System.nanoTime();
    private final PrintStream console;

    BenchmarkMain(PrintStream console) {
        this.console = console;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        int code = new CommandLine(new BenchmarkMain(System.out))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof BenchmarkException || failure instanceof StartException) {
                        System.err.println("benchmark: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                })
                .execute(args);
        System.exit(code);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> scenarios = quick ? Scenario.quick() : all ? Scenario.all(orders) : Scenario.usual();
        if (list) {
            Scenario.all(orders)
                    .forEach(one -> console.printf(
                            Locale.ROOT,
                            "%-22s %-17s %-30s %s%n",
                            one.name(),
                            one.on().name(),
                            one.loadText(),
                            one.about()));
            return 0;
        }
        if (out != null) {
            Files.createDirectories(out);
        }
        if (micro != null) {
            MicroBenchmarks.run(micro, Optional.ofNullable(out), quick);
            return 0;
        }
        if (!curves.isEmpty()) {
            return report(plotted(Build.of("this", home)));
        }
        List<Scenario> wanted = chosen.isEmpty() ? scenarios : chosen(Scenario.all(orders));
        List<Build> builds = new ArrayList<>(List.of(Build.of("this", home)));
        Optional.ofNullable(compare).ifPresent(other -> builds.add(Build.of("other", other)));
        List<Measurement> measurements = new ArrayList<>();
        for (int round = 0; round < (builds.size() == 1 ? 1 : ROUNDS_OF_A_COMPARISON); round++) {
            for (Build build : builds) {
                measurements.addAll(measure(build, wanted));
            }
        }
        return report(measurements);
    }

    private int report(List<Measurement> measurements) throws IOException {
        Report report = new Report(measurements);
        console.println();
        console.print(report.text());
        write(report);
        boolean clean = measurements.stream().allMatch(one -> one.audit().equals("clean"));
        return clean ? 0 : 1;
    }

    private List<Measurement> plotted(Build build) throws IOException, InterruptedException {
        if (out == null) {
            throw new BenchmarkException("--curve needs --out: a folder for its plots");
        }
        List<Curve> known = Curve.all(orders);
        for (String name : curves) {
            if (!name.equals("all")
                    && known.stream().noneMatch(curve -> curve.name().equals(name))) {
                throw new BenchmarkException("--curve %s: must be all or one of %s"
                        .formatted(name, known.stream().map(Curve::name).toList()));
            }
        }
        List<Measurement> measurements = new ArrayList<>();
        for (Curve curve : known) {
            if (curves.contains("all") || curves.contains(curve.name())) {
                List<Measurement> measured = measure(build, curve.scenarios());
                Files.writeString(
                        out.resolve(curve.name() + "-cpu.svg"),
                        curve.costs(measured).svg());
                Files.writeString(
                        out.resolve(curve.name() + "-latency.svg"),
                        curve.latencies(measured).svg());
                measurements.addAll(measured);
            }
        }
        return measurements;
    }

    /** Those that were asked for, each after what warms its system up. */
    private List<Scenario> chosen(List<Scenario> scenarios) {
        Set<Deployment> deployments = new HashSet<>();
        for (String name : chosen) {
            Scenario found = scenarios.stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BenchmarkException("--scenario %s: must be one of %s"
                            .formatted(
                                    name,
                                    scenarios.stream()
                                            .filter(Scenario::isMeasured)
                                            .map(Scenario::name)
                                            .toList())));
            deployments.add(found.on());
        }
        return scenarios.stream()
                .filter(one -> one.isMeasured() ? chosen.contains(one.name()) : deployments.contains(one.on()))
                .toList();
    }

    private List<Measurement> measure(Build build, List<Scenario> scenarios) throws IOException, InterruptedException {
        Map<Deployment, List<Scenario>> byDeployment = scenarios.stream()
                .collect(Collectors.groupingBy(Scenario::on, LinkedHashMap::new, Collectors.toList()));
        List<Measurement> measurements = new ArrayList<>();
        for (Map.Entry<Deployment, List<Scenario>> one : byDeployment.entrySet()) {
            try (Session session = Session.start(build, one.getKey(), profile, this::tell)) {
                for (Scenario scenario : upToTheLastMeasured(one.getValue())) {
                    Measurement measurement = session.measure(scenario);
                    if (scenario.isMeasured()) {
                        measurements.add(measurement);
                    }
                }
            }
        }
        return measurements;
    }

    /** Nothing is warmed up that is not measured then. */
    private static List<Scenario> upToTheLastMeasured(List<Scenario> scenarios) {
        int end = scenarios.size();
        while (end > 0 && !scenarios.get(end - 1).isMeasured()) {
            end--;
        }
        return scenarios.subList(0, end);
    }

    private void tell(String progress) {
        console.printf(Locale.ROOT, "%4d s  %s%n", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began), progress);
    }

    private void write(Report report) throws IOException {
        if (out != null) {
            Files.writeString(out.resolve("report.md"), report.markdown());
            Files.writeString(out.resolve("report.json"), report.json());
            console.printf(Locale.ROOT, "%nreport.md and report.json are in %s%n", out);
        }
    }
}
