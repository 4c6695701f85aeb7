/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.embedded.processes.Build;
import io.orderflow.ring.SteadyLoad.Kind;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * How long orders wait when an instance of a service is killed, and what clients see of a rolling restart, service by service. Orders are
 * spread over all partitions, so of those placed right after a kill some need what the dead one had: once all of them are decided, the other
 * one has taken over.
 */
final class Failover {

    private static final long A_SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final Duration CALM = Duration.ofSeconds(2);
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(3);
    private static final int QUIET = 12;
    private static final int WARM_UP = 60;
    private static final int MORE_WHILE_RESTARTED = 4;

    private final RingOptions options;
    private final Shop shop;
    private final TestedSystem system;
    private final int rounds;
    private final PrintStream console;

    Failover(RingOptions options, Shop shop, TestedSystem system, int rounds, PrintStream console) {
        this.options = options;
        this.shop = shop;
        this.system = system;
        this.rounds = rounds;
        this.console = console;
    }

    /** More orders than all of it places. */
    static long orders(int rounds, int rate) {
        return 60L * rate * (Build.SERVICES.size() * (rounds + MORE_WHILE_RESTARTED) + 1);
    }

    void run() throws InterruptedException {
        List<String> lines = new ArrayList<>();
        try (SteadyLoad load = load("k", options.rate())) {
            load.start();
            TimeUnit.SECONDS.sleep(WARM_UP);
            awaitCalm(load);
            lines.add("");
            lines.add("%-24s %-30s %-30s %s"
                    .formatted(
                            "kill -9 of an instance", "taken over after", "longest wait as it comes back", "requests"));
            for (String service : Build.SERVICES) {
                lines.add(kills(load, service));
            }
        }
        try (SteadyLoad load = load("r", MORE_WHILE_RESTARTED * options.rate())) {
            load.start();
            TimeUnit.SECONDS.sleep(QUIET);
            awaitCalm(load);
            lines.add("");
            lines.add("%-24s %-30s %-30s %s"
                    .formatted("rolling restart", "both restarted within", "longest wait", "requests"));
            for (String service : Build.SERVICES) {
                lines.add(restart(load, service));
            }
        }
        lines.forEach(console::println);
    }

    private SteadyLoad load(String prefix, int rate) {
        return new SteadyLoad(
                system.rest(), system.cluster(), shop, prefix + Long.toString(options.seed(), 36) + "-", rate);
    }

    private String kills(SteadyLoad load, String service) throws InterruptedException {
        Map<Kind, Long> before = load.answers();
        List<Duration> takenOver = new ArrayList<>();
        List<Duration> back = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            String instance = service + "-" + (1 + round % 2);
            console.println("kill " + instance + " ...");
            long killed = System.nanoTime();
            system.kill(instance);
            TimeUnit.NANOSECONDS.sleep(A_SECOND);
            takenOver.add(load.lastDecided(killed, killed + A_SECOND));
            long restarted = System.nanoTime();
            system.start(instance);
            system.awaitReady(instance);
            TimeUnit.SECONDS.sleep(QUIET);
            awaitCalm(load);
            back.add(load.longestWait(restarted, System.nanoTime() - A_SECOND));
            console.println("  taken over after %s, longest wait as it came back %s"
                    .formatted(seconds(takenOver.get(round)), seconds(back.get(round))));
        }
        return "%-24s %-30s %-30s %s".formatted(service, seconds(takenOver), seconds(back), requests(load, before));
    }

    /** Until orders are decided as soon as they come: what a cold or a healing system has left over is not the next one's fault. */
    private static void awaitCalm(SteadyLoad load) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE;
        long now = System.nanoTime();
        while (load.longestWait(now - 4 * A_SECOND, now - 2 * A_SECOND).compareTo(CALM) > 0) {
            if (now - until > 0) {
                throw new RingException(
                        "orders still wait for more than %s s: this needs a machine that does nothing else"
                                .formatted(CALM.toSeconds()));
            }
            TimeUnit.NANOSECONDS.sleep(A_SECOND);
            now = System.nanoTime();
        }
    }

    private String restart(SteadyLoad load, String service) throws InterruptedException {
        Map<Kind, Long> before = load.answers();
        console.println("rolling restart of " + service + " ...");
        long began = System.nanoTime();
        for (String instance : List.of(service + "-1", service + "-2")) {
            system.stop(instance);
            system.start(instance);
            system.awaitReady(instance);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        TimeUnit.SECONDS.sleep(QUIET);
        awaitCalm(load);
        Duration longest = load.longestWait(began, System.nanoTime() - A_SECOND);
        return "%-24s %-30s %-30s %s".formatted(service, seconds(took), seconds(longest), requests(load, before));
    }

    private static String requests(SteadyLoad load, Map<Kind, Long> before) {
        return Arrays.stream(Kind.values())
                .map(kind -> kind + ": " + load.count(kind, before))
                .collect(Collectors.joining(", "));
    }

    private static String seconds(List<Duration> durations) {
        return durations.stream().map(Failover::seconds).collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1_000.0);
    }
}
