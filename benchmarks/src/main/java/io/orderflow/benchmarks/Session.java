/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import io.orderflow.embedded.processes.Build;
import io.orderflow.embedded.processes.JvmProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One running system, on which scenarios are measured one after the other. */
final class Session implements AutoCloseable {

    private static final double GOOD_P99 = 1_000;
    private static final double GOOD_SHARE = 0.999;

    private final Build build;
    private final Deployment deployment;
    private final boolean profiles;
    private final Consumer<String> progress;
    private final Path folder;
    private final RunningSystem system;
    private final Thread atExit; // Ctrl-C leaves no process behind
    private boolean hasDecided;

    private Session(Build build, Deployment deployment, boolean profiles, Consumer<String> progress)
            throws IOException {
        this.build = build;
        this.deployment = deployment;
        this.profiles = profiles;
        this.progress = progress;
        folder = Files.createTempDirectory("orderflow-benchmark");
        system = new RunningSystem(build, deployment, folder);
        atExit = new Thread(system::close);
        Runtime.getRuntime().addShutdownHook(atExit);
    }

    /**
     * Starts the system.
     *
     * @param profiles whether each measured scenario is recorded in all processes
     * @param progress is told a line for each step
     */
    static Session start(Build build, Deployment deployment, boolean profiles, Consumer<String> progress)
            throws IOException, InterruptedException {
        Session session = new Session(build, deployment, profiles, progress);
        try {
            session.tell("starting broker and services ...");
            session.system.start();
            session.tell(String.format(Locale.ROOT, "ready after %.1f s", session.system.startSeconds()));
            return session;
        } catch (IOException | InterruptedException | RuntimeException e) {
            session.close();
            throw e;
        }
    }

    private void tell(String what) {
        progress.accept("%s build, %s: %s".formatted(build.name(), deployment.name(), what));
    }

    /** Runs the scenario; whether it is one to be told of is the caller's concern. */
    Measurement measure(Scenario scenario) throws IOException, InterruptedException {
        return switch (scenario.kind()) {
            case WARM_UP, LOAD, BUSY_MACHINE -> load(scenario, scenario.load());
            case HIGHEST -> highest(scenario);
            case IDLE -> idle(scenario);
            case RESTORE -> restore(scenario);
            case REFERENCE -> reference(scenario);
        };
    }

    private Measurement load(Scenario scenario, Load load) throws IOException, InterruptedException {
        tell(scenario.name() + ", " + load + " ...");
        if (profiles && scenario.isMeasured()) {
            startProfiles();
        }
        Costs before = Costs.of(system);
        Map<String, Double> figures = new LinkedHashMap<>();
        LoadResult result = run(scenario, load, figures);
        if (result.refused().getTotalCount() > 0) {
            figures.put("503 after, p50, ms", LoadResult.millis(result.refused(), 50));
            figures.put("503 after, p99, ms", LoadResult.millis(result.refused(), 99));
        }
        if (!hasDecided && result.firstDecidedNanos() != 0) {
            hasDecided = true;
            figures.put("start to ready, s", system.startSeconds());
            figures.put("start to first decision, s", (result.firstDecidedNanos() - system.startedNanos()) / 1e9);
        }
        system.settle();
        Costs after = Costs.of(system);
        Map<String, String> told = profiles && scenario.isMeasured() ? profiles(scenario) : Map.of();
        return new Measurement(
                build.name(),
                deployment.name(),
                scenario.name(),
                load.toString(),
                Measurement.millis(result.posted()),
                Measurement.millis(result.decided()),
                Measurement.millis(result.accepted()),
                result.decidedPerSecond(),
                result.outcomes(),
                scenario.isMeasured()
                        ? after.since(before, Math.max(1, result.decisions()), result.generatorCpuMillis(), system)
                        : Cost.NONE,
                figures,
                told,
                scenario.isMeasured() ? system.audit() : "clean");
    }

    private LoadResult run(Load load) throws IOException {
        return LoadGenerator.run(system.rest(), deployment.customers(), system.tokens(), load);
    }

    private LoadResult run(Scenario scenario, Load load, Map<String, Double> figures)
            throws IOException, InterruptedException {
        if (scenario.kind() == Scenario.Kind.BUSY_MACHINE) {
            return runOnBusyMachine(load, figures);
        }
        if (scenario.parked() + scenario.followers() == 0) {
            return run(load);
        }
        try (Onlookers onlookers = Onlookers.of(system.rest(), scenario.parked(), scenario.followers())) {
            tell("all of them are there ...");
            LoadResult result = run(load);
            figures.put("onlookers", (double) scenario.parked() + scenario.followers());
            figures.put("of them lost", (double) onlookers.lost());
            figures.put("MB told to them", onlookers.bytes() / 1e6);
            return result;
        }
    }

    private LoadResult runOnBusyMachine(Load load, Map<String, Double> figures)
            throws IOException, InterruptedException {
        Duration busy = load.duration().dividedBy(2);
        long end = System.nanoTime() + busy.toNanos();
        system.startOthers(busy);
        LoadResult result = run(load);
        figures.put("of that with other programs, s", (double) busy.toSeconds());
        figures.put(
                "after them, s until all are decided within a second",
                Math.max(0, (result.lastLateNanos() - end) / 1e9));
        return result;
    }

    private Measurement highest(Scenario scenario) throws IOException, InterruptedException {
        int highest = HighestRate.search(scenario.load().rate(), rate -> {
            Load load = scenario.load().at(rate);
            LoadResult result = run(load);
            system.settle();
            double p99 = LoadResult.millis(result.decided(), 99);
            double share = (double) result.decisions() / result.orders();
            tell(String.format(
                    Locale.ROOT, "%s, %s: %.2f %% decided, p99 %.0f ms", scenario.name(), load, 100 * share, p99));
            return p99 < GOOD_P99 && share >= GOOD_SHARE;
        });
        Measurement found = load(scenario, scenario.load().at(Math.max(1, highest)));
        found.figures().put("highest rate with p99 < 1 s", (double) highest);
        return found;
    }

    private Measurement idle(Scenario scenario) throws InterruptedException {
        tell("idle for " + scenario.load().duration().toSeconds() + " s ...");
        system.settle();
        Costs before = Costs.of(system);
        TimeUnit.NANOSECONDS.sleep(scenario.load().duration().toNanos());
        Costs after = Costs.of(system);
        double percent = 100.0 / scenario.load().duration().toMillis();
        Map<String, Double> figures = new LinkedHashMap<>();
        after.cpuSince(before).forEach((name, cpu) -> figures.put(name + ", % of a core", cpu * percent));
        figures.put(
                "all, % of a core",
                figures.values().stream().mapToDouble(Double::doubleValue).sum());
        after.sizes()
                .recordsSince(before.sizes(), scenario.load().duration().toSeconds())
                .forEach((topic, records) -> figures.put("records a second in " + topic, records));
        return without(scenario, "nothing", figures);
    }

    private Measurement restore(Scenario scenario) throws InterruptedException {
        tell("the orders service starts without its local state ...");
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("orders-service without local state, start to ready, s", system.secondsToRestore("orders-service"));
        return without(scenario, "none", figures);
    }

    private Measurement reference(Scenario scenario) throws InterruptedException {
        tell("plain clients, " + scenario.load() + " ...");
        JvmProcess reference = system.startReference(scenario.load());
        reference.told(ReferenceMain.MEASURING);
        Costs before = Costs.of(system);
        ReferenceResult result = ReferenceResult.parse(reference.told(ReferenceMain.RESULT));
        Costs after = Costs.of(system);
        Cost cost = after.since(before, Math.max(1, result.decisions()), 0, system);
        system.stop(reference);
        return new Measurement(
                "reference",
                deployment.name(),
                scenario.comparedAs(),
                scenario.load().toString(),
                Map.of(),
                result.decided(),
                Map.of(),
                result.decidedPerSecond(),
                Map.of("decided", result.decisions()),
                cost,
                Map.of(),
                Map.of(),
                "clean");
    }

    private Measurement without(Scenario scenario, String load, Map<String, Double> figures)
            throws InterruptedException {
        return Measurement.withoutOrders(
                build.name(), deployment.name(), scenario.name(), load, figures, system.audit());
    }

    private void startProfiles() throws InterruptedException {
        for (JvmProcess process : system.processes()) {
            FlightRecording.start(new Jcmd(process.pid()));
        }
    }

    private Map<String, String> profiles(Scenario scenario) throws IOException, InterruptedException {
        Map<String, String> all = new LinkedHashMap<>();
        for (JvmProcess process : system.processes()) {
            Path file = folder.resolve(scenario.name() + "-" + process.name() + ".jfr");
            all.put(
                    process.name(),
                    FlightRecording.stop(new Jcmd(process.pid()), file).text());
        }
        return all;
    }

    @Override
    public void close() {
        system.close();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // it is what closes us
        }
        Folder.delete(folder);
    }
}
