/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.common.StartException;
import io.orderflow.embedded.processes.Build;
import io.orderflow.tools.audit.Guarantee;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the crash ring. */
@Command(
        name = "bin/ring",
        mixinStandardHelpOptions = true,
        version = "ring 1.0",
        usageHelpWidth = 100,
        description = {
            "",
            "Starts a broker and two of each service as processes, lets clients place, cancel and watch orders, and meanwhile"
                    + " kills, freezes and cuts off what it can. Then it holds what the clients were told against the log,"
                    + " and audits the log. A line a second shows each dip and its end.",
            ""
        },
        footer = {
            "",
            "Examples:",
            "  bin/ring                            two minutes of what chance brings",
            "  bin/ring --seed 42                  the same faults and orders again",
            "  bin/ring --minutes 60               an hour",
            "  bin/ring --faults kill,network-cut  of these kinds only",
            "  bin/ring --brokers 3 --guarantee exactly_once_v2 --protocol streams",
            "  bin/ring --failover                 a quarter of an hour: kills and restarts, service by service",
            "",
            "Exit codes: 0 all promises were kept, 1 one was not or the system does not start, 2 wrong flags."
        })
public final class RingMain implements Callable<Integer> {

    @Option(
            names = "--minutes",
            paramLabel = "N",
            defaultValue = "2",
            description = "How long orders are placed, 0.5 or more (${DEFAULT-VALUE}).")
    private double minutes;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Chooses faults, orders and the guarantee; any unless given.")
    private @Nullable Long seed;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "25",
            description =
                    "Orders a second, 1 to 1000 (${DEFAULT-VALUE}); with --failover, four times as many while services restart.")
    private int rate;

    @Option(
            names = "--guarantee",
            paramLabel = "NAME",
            description = "exactly_once_v2 or at_least_once; the seed chooses unless given.")
    private @Nullable String guarantee;

    @Option(
            names = "--protocol",
            paramLabel = "NAME",
            defaultValue = "classic",
            description = "Of the groups: classic or streams (${DEFAULT-VALUE}).")
    private String protocol = "";

    @Option(
            names = "--brokers",
            paramLabel = "N",
            defaultValue = "1",
            description = "1, or 3 with everything copied (${DEFAULT-VALUE}).")
    private int brokers;

    @Option(
            names = "--faults",
            paramLabel = "NAME",
            split = ",",
            description = "Only these kinds: ${COMPLETION-CANDIDATES}.",
            completionCandidates = Kinds.class)
    private List<String> faults = new ArrayList<>();

    @Option(
            names = "--failover",
            description = "Measure instead how long orders wait when an instance is killed, and what a rolling restart"
                    + " costs, for each service.")
    private boolean failover;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "3",
            description = "Kills of each service with --failover, 1 to 100 (${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description = "A setting for all services, such as consumer.session.timeout.ms=6000; may be repeated.")
    private Map<String, String> settings = new TreeMap<>();

    @Option(names = "--schedule", description = "Show the faults of the seed, and end.")
    private boolean scheduleOnly;

    @Option(
            names = "--keep",
            description = "Keep the folder with logs, data and answers, which is kept anyway if a promise was broken.")
    private boolean keep;

    @Option(names = "--home", hidden = true, description = "This checkout.")
    private Path home = Path.of(".");

    private final PrintStream console;

    RingMain(PrintStream console) {
        this.console = console;
    }

    /** The names of all kinds of faults. */
    static final class Kinds extends ArrayList<String> {

        private static final long serialVersionUID = 1L;

        Kinds() {
            super(FaultKind.names());
        }
    }

    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        System.setProperty("logback.configurationFile", "logback-ring.xml");
        System.exit(run(System.out, System.err, args));
    }

    /** The exit code. */
    static int run(PrintStream console, PrintStream problems, String... args) {
        return new CommandLine(new RingMain(console))
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof RingException) {
                        problems.println("ring: " + failure.getMessage());
                        return 2;
                    }
                    if (failure instanceof StartException) {
                        problems.println("ring: " + failure.getMessage());
                        return 1;
                    }
                    throw failure;
                })
                .execute(args);
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        RingOptions options = options();
        if (failover) {
            return failover(options);
        }
        int seconds = Math.toIntExact(options.load().toSeconds());
        Schedule schedule = Schedule.of(options.seed(), seconds, options.brokers(), options.kinds());
        console.println("seed %s: %s, group protocol %s, brokers %s, %s orders a second for %s s, %s faults"
                .formatted(
                        options.seed(),
                        options.guaranteeSetting(),
                        options.protocol(),
                        options.brokers(),
                        options.rate(),
                        seconds,
                        schedule.faults().size()));
        if (scheduleOnly) {
            schedule.faults()
                    .forEach(fault ->
                            console.println("%7s  %s, %s s".formatted(fault.begins() + " s", fault, fault.lasts())));
            return 0;
        }
        return run(options, schedule);
    }

    private RingOptions options() {
        if (!(minutes >= 0.5 && minutes <= 24 * 60)) {
            throw new RingException("--minutes=%s: must be 0.5 to 1440".formatted(minutes));
        }
        if (rate < 1 || rate > 1000) {
            throw new RingException("--rate=%s: must be 1 to 1000".formatted(rate));
        }
        if (rounds < 1 || rounds > 100) {
            throw new RingException("--rounds=%s: must be 1 to 100".formatted(rounds));
        }
        if (brokers != 1 && brokers != 3) {
            throw new RingException("--brokers=%s: must be 1 or 3".formatted(brokers));
        }
        Set<FaultKind> kinds = EnumSet.noneOf(FaultKind.class);
        faults.forEach(name -> kinds.add(FaultKind.named(name)));
        long chosen = seed == null ? new Random().nextInt(1_000_000) : seed;
        return new RingOptions(
                chosen,
                Duration.ofMillis((long) (minutes * 60_000)),
                rate,
                guarantee(chosen),
                oneOf("--protocol", protocol, "classic", "streams"),
                brokers,
                kinds.isEmpty() ? EnumSet.allOf(FaultKind.class) : kinds,
                settings);
    }

    /** At least once in one of three runs, unless it is given. */
    private Guarantee guarantee(long seed) {
        if (guarantee == null) {
            return new Random(seed).nextInt(3) < 2 ? Guarantee.EXACTLY_ONCE_V2 : Guarantee.AT_LEAST_ONCE;
        }
        return Guarantee.valueOf(oneOf("--guarantee", guarantee, "exactly_once_v2", "at_least_once")
                .toUpperCase(Locale.ROOT));
    }

    private static String oneOf(String flag, String given, String one, String other) {
        if (!given.equals(one) && !given.equals(other)) {
            throw new RingException("%s=%s: must be %s or %s".formatted(flag, given, one, other));
        }
        return given;
    }

    private int run(RingOptions options, Schedule schedule) throws IOException, InterruptedException {
        return onASystem(options, options.load().toSeconds() * options.rate(), (shop, system, folder) -> {
            if (options.kinds().contains(FaultKind.DISK_FULL) && !system.hasSmallDisks()) {
                console.println("disk-full is a kill here: only root can mount a small disk");
            }
            Outcome outcome = new Ring(options, shop, system, folder, console).run(schedule);
            outcome.lines().forEach(console::println);
            console.println(outcome.isClean() ? "clean" : "BROKEN; again with: bin/ring " + replay(options));
            return outcome.isClean();
        });
    }

    private int failover(RingOptions options) throws IOException, InterruptedException {
        console.println("%s, group protocol %s, brokers %s, %s kills of each service"
                .formatted(options.guaranteeSetting(), options.protocol(), options.brokers(), rounds));
        return onASystem(options, Failover.orders(rounds, rate), (shop, system, folder) -> {
            new Failover(options, shop, system, rounds, console).run();
            return true;
        });
    }

    /** What is done with a running system; whether all was well. */
    private interface Work {
        boolean with(Shop shop, TestedSystem system, Path folder) throws IOException, InterruptedException;
    }

    private int onASystem(RingOptions options, long orders, Work work) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("orderflow-ring-");
        boolean clean = false;
        Shop shop = Shop.forOrders(orders);
        TestedSystem system = new TestedSystem(Build.of("this", home), options, folder);
        Thread atExit = new Thread(system::close);
        Runtime.getRuntime().addShutdownHook(atExit);
        try (system) {
            console.println("starting, with logs in " + folder + " ...");
            system.start(shop);
            clean = work.with(shop, system, folder);
        } finally {
            Runtime.getRuntime().removeShutdownHook(atExit);
            if (clean && !keep) {
                TestedSystem.delete(folder);
            } else {
                console.println("logs, data and answers are in " + folder);
            }
        }
        return clean ? 0 : 1;
    }

    private String replay(RingOptions options) {
        StringBuilder set = new StringBuilder();
        settings.forEach(
                (name, value) -> set.append(" --set ").append(name).append('=').append(value));
        return "--seed %s --minutes %s --rate %s --guarantee %s --protocol %s --brokers %s%s%s"
                .formatted(
                        options.seed(),
                        minutes,
                        options.rate(),
                        options.guaranteeSetting(),
                        options.protocol(),
                        options.brokers(),
                        faults.isEmpty() ? "" : " --faults " + String.join(",", faults),
                        set);
    }
}
