/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.traffic.Shop;
import io.orderflow.client.traffic.Tally;
import io.orderflow.client.traffic.Traffic;
import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Load, as customers would make it. */
@Command(
        name = "traffic",
        description = {
            "Send random but plausible orders at an even rate, follow each, and pay for some.",
            "They are orders of the catalogue's customers for its products; each is followed until it is decided. A line a"
                    + " second tells rate, decided, and p50 and p99 from POST to decided.",
            "Without --orders and --duration it goes on until Ctrl-C. Customers reach their spending limits and stock runs"
                    + " out, as in life: more of the orders fail the longer it goes on ('orderflow stock add' helps)."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every order was decided, one way or the other",
            "3:some were not decided in time",
            "5:some could not be placed or followed; the first reason is told"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow traffic --rate 50 --duration 30s",
            "  orderflow traffic --orders 1000 --rate 200 --faulty 0 --paid 0 --json"
        })
final class TrafficCommand implements Callable<Integer> {

    private static final int SCALE = 4;
    private static final Duration FOR_EVER = Duration.ofDays(10_000);

    @Mixin
    private Output output = new Output();

    @Mixin
    private ServiceOptions service = new ServiceOptions();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Option(names = "--json", description = "Print the result as JSON; progress goes to stderr all the same.")
    private boolean json;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "10",
            description = "Orders a second (${DEFAULT-VALUE}).")
    private double rate;

    @Option(names = "--orders", paramLabel = "N", description = "End after this many orders.")
    private Optional<Long> count = Optional.empty();

    @Option(names = "--duration", paramLabel = "TIME", description = "End after this time, such as 30s or 5m.")
    private Optional<Duration> duration = Optional.empty();

    @Option(
            names = "--faulty",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "Share of orders that are wrong: unknown product or customer, wrong price, too many"
                    + " (${DEFAULT-VALUE}).")
    private double faulty;

    @Option(
            names = "--paid",
            paramLabel = "SHARE",
            defaultValue = "0.8",
            description = "Share of validated orders that are paid (${DEFAULT-VALUE}).")
    private double paid;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "How long to wait for each decision (${DEFAULT-VALUE}).")
    private Duration timeout = Duration.ZERO;

    @Option(
            names = "--most-waiting",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Send later than planned when this many orders are undecided (${DEFAULT-VALUE}).")
    private int mostWaiting;

    @Option(names = "--random-seed", paramLabel = "N", description = "The same orders again.")
    private Optional<Long> seed = Optional.empty();

    @Override
    public Integer call() throws InterruptedException {
        check();
        Cluster cluster = options.cluster();
        Random random = seed.map(Random::new).orElseGet(Random::new);
        Shop shop = new Shop(
                cluster.table(Topics.CUSTOMERS).keySet(),
                cluster.table(Topics.PRODUCTS).values(),
                faulty,
                random);
        Random purse = new Random(random.nextLong());
        try (EventWriter writer = cluster.writer(Topics.PAYMENTS)) {
            Traffic traffic = new Traffic(
                    service.orders(), shop::order, (id, order) -> pay(writer, purse, id, order), timeout, mostWaiting);
            return run(traffic, writer);
        }
    }

    private int run(Traffic traffic, EventWriter writer) throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        Thread onCtrlC = new Thread(() -> {
            traffic.stop();
            awaitQuietly(told);
        });
        Runtime.getRuntime().addShutdownHook(onCtrlC);
        long start = System.nanoTime();
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            ScheduledFuture<?> unused = clock.scheduleAtFixedRate(
                    () -> output.note(traffic.tally().line(since(start))), 1, 1, TimeUnit.SECONDS);
            traffic.run(rate, count.orElse(Long.MAX_VALUE), duration.orElse(FOR_EVER));
            clock.shutdownNow();
            writer.flush();
            return result(traffic.tally(), since(start));
        } finally {
            clock.shutdownNow();
            told.countDown();
        }
    }

    private int result(Tally tally, Duration elapsed) {
        if (json) {
            output.json(tally.json(elapsed));
        } else {
            output.line(tally.line(elapsed));
        }
        output.out().flush();
        tally.firstError()
                .ifPresent(
                        why -> output.note("orderflow: %s errors, the first: %s".formatted(tally.errorCount(), why)));
        if (tally.errorCount() > 0) {
            return ExitCode.AWAY;
        }
        return tally.undecidedCount() > 0 ? ExitCode.UNDECIDED : ExitCode.OK;
    }

    private void check() {
        if (!(rate > 0 && rate <= 100_000)) {
            throw output.wrong("--rate=%s: must be more than 0 and at most 100000".formatted(rate));
        }
        if (!(faulty >= 0 && faulty <= 1) || !(paid >= 0 && paid <= 1)) {
            throw output.wrong("--faulty=%s --paid=%s: must be shares between 0 and 1".formatted(faulty, paid));
        }
        if (mostWaiting < 1) {
            throw output.wrong("--most-waiting=%s: must be at least 1".formatted(mostWaiting));
        }
    }

    /** Called by the threads of the HTTP client. */
    private boolean pay(EventWriter writer, Random purse, String order, ObjectNode request) {
        boolean pays = purse.nextDouble() < paid;
        if (pays) {
            Payment payment = payment(order, request);
            writer.write(Topics.PAYMENTS, payment.getId(), payment);
        }
        return pays;
    }

    private static Payment payment(String order, ObjectNode request) {
        return new Payment(
                UUID.randomUUID().toString(),
                order,
                Shop.total(request).setScale(SCALE, RoundingMode.UNNECESSARY),
                request.path("currency").asText(),
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
