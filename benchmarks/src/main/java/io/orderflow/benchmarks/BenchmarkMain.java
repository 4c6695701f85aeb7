/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
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
            "Takes about five minutes; nothing else should run on the machine meanwhile. All times are in milliseconds."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  bin/benchmark                        all scenarios",
            "  bin/benchmark --quick                in about a minute, to see that it works",
            "  bin/benchmark --scenario light       this one, after those that warm up",
            "  bin/benchmark --compare ../before    another build too, in turn, and the ratios",
            "  bin/benchmark --out target/figures   report.md and report.json too"
        })
public final class BenchmarkMain implements Callable<Integer> {

    private static final int ROUNDS_OF_A_COMPARISON = 2;

    @Option(names = "--quick", description = "Fewer and shorter scenarios: to see that it works, not for figures.")
    private boolean quick;

    @Option(names = "--scenario", paramLabel = "NAME", description = "Only this one; may be given several times.")
    private List<String> chosen = new ArrayList<>();

    @Option(names = "--list", description = "Show the scenarios, and end.")
    private boolean list;

    @Option(names = "--out", paramLabel = "DIR", description = "Write report.md and report.json there.")
    private @Nullable Path out;

    @Option(names = "--compare", paramLabel = "DIR", description = "Another checkout, built, to be measured in turn.")
    private @Nullable Path compare;

    @Option(names = "--home", hidden = true, description = "This checkout.")
    private Path home = Path.of(".");

    private final PrintStream console;

    BenchmarkMain(PrintStream console) {
        this.console = console;
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        int code = new CommandLine(new BenchmarkMain(System.out))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof BenchmarkException) {
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
        List<Scenario> scenarios = quick ? Scenario.QUICK : Scenario.USUAL;
        if (list) {
            scenarios.forEach(
                    one -> console.printf(Locale.ROOT, "%-13s %-28s %s%n", one.name(), one.load(), one.about()));
            return 0;
        }
        List<Scenario> wanted = wanted(scenarios);
        List<Build> builds = new ArrayList<>(List.of(Build.of("this", home)));
        Optional.ofNullable(compare).ifPresent(other -> builds.add(Build.of("other", other)));
        List<Measurement> measurements = new ArrayList<>();
        for (int round = 0; round < (builds.size() == 1 ? 1 : ROUNDS_OF_A_COMPARISON); round++) {
            for (Build build : builds) {
                measurements.addAll(measure(build, wanted));
            }
        }
        Report report = new Report(measurements);
        console.println();
        console.print(report.text());
        write(report);
        boolean clean = measurements.stream().allMatch(one -> one.audit().equals("clean"));
        return clean ? 0 : 1;
    }

    private List<Scenario> wanted(List<Scenario> scenarios) {
        for (String name : chosen) {
            if (scenarios.stream().noneMatch(one -> one.name().equals(name))) {
                throw new BenchmarkException("--scenario %s: must be one of %s"
                        .formatted(name, scenarios.stream().map(Scenario::name).toList()));
            }
        }
        return scenarios.stream()
                .filter(one -> chosen.isEmpty() || !one.isMeasured() || chosen.contains(one.name()))
                .toList();
    }

    private List<Measurement> measure(Build build, List<Scenario> scenarios) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("orderflow-benchmark");
        console.printf(Locale.ROOT, "%s build: starting broker and services ...%n", build.name());
        try (RunningSystem system = new RunningSystem(build, folder)) {
            Thread atExit = new Thread(system::close); // Ctrl-C leaves no process behind
            Runtime.getRuntime().addShutdownHook(atExit);
            system.start();
            console.printf(Locale.ROOT, "%s build: ready after %.1f s%n", build.name(), system.startSeconds());
            List<Measurement> all = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                console.printf(Locale.ROOT, "%s build: %s, %s ...%n", build.name(), scenario.name(), scenario.load());
                Measurement one = measure(build, system, scenario);
                if (scenario.isMeasured()) {
                    all.add(one);
                }
            }
            Runtime.getRuntime().removeShutdownHook(atExit);
            return all;
        } finally {
            delete(folder);
        }
    }

    private static Measurement measure(Build build, RunningSystem system, Scenario scenario)
            throws IOException, InterruptedException {
        TopicSizes sizes = TopicSizes.of(system.bootstrapServers());
        Map<String, Double> cpu = system.cpuMillis();
        LoadResult result = LoadGenerator.run(system.rest(), Shop.CUSTOMERS, scenario.load());
        String audit = scenario.isMeasured() ? system.audit() : "clean"; // waits until all is settled: mails too
        Map<String, Double> spent = new LinkedHashMap<>();
        system.cpuMillis()
                .forEach((name, now) -> spent.put(name, (now - cpu.getOrDefault(name, 0.0)) / result.orders()));
        TopicSizes after = TopicSizes.of(system.bootstrapServers());
        return new Measurement(
                build.name(),
                scenario.name(),
                scenario.load().toString(),
                system.startSeconds(),
                Measurement.millis(result.posted()),
                Measurement.millis(result.decided()),
                result.decidedPerSecond(),
                result.outcomes(),
                spent,
                result.generatorCpuMillis() / result.orders(),
                system.residentMegabytes(),
                (double) after.recordsSince(sizes) / result.orders(),
                (double) after.bytesSince(sizes) / result.orders(),
                audit);
    }

    private void write(Report report) throws IOException {
        if (out != null) {
            Files.createDirectories(out);
            Files.writeString(out.resolve("report.md"), report.markdown());
            Files.writeString(out.resolve("report.json"), report.json());
            console.printf(Locale.ROOT, "%nreport.md and report.json are in %s%n", out);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // it is in the system's folder for such files
        }
    }
}
