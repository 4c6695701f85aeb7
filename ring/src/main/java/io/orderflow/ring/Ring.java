/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.tools.audit.Finding;
import io.orderflow.tools.audit.Guarantee;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.log.AuditedLog;
import io.orderflow.tools.log.AuditedLog.Terms;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A run: the load with its faults, the settling, the judgement. */
final class Ring {

    private static final Duration SETTLING = Duration.ofSeconds(150);
    private static final long CLIENTS_PATIENCE = 120;
    private static final long WARM_UP = TimeUnit.SECONDS.toNanos(45);
    private static final long SOON = TimeUnit.MILLISECONDS.toNanos(500);
    private static final int SOON_DECIDED = 8;
    private static final int LAST_READS = 1_000;

    private final RingOptions options;
    private final Shop shop;
    private final TestedSystem system;
    private final Path folder;
    private final PrintStream console;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();

    Ring(RingOptions options, Shop shop, TestedSystem system, Path folder, PrintStream console) {
        this.options = options;
        this.shop = shop;
        this.system = system;
        this.folder = folder;
        this.console = console;
    }

    Outcome run(Schedule schedule) throws InterruptedException, IOException {
        OrdersApi api = new OrdersApi(system.rest());
        warmUp(api);
        List<String> ended;
        try (TimeLine timeLine = new TimeLine(console, options.rate());
                DecisionFollower follower = DecisionFollower.of(system.cluster(), decision -> timeLine.decided());
                Saboteur saboteur = new Saboteur(system, timeLine::event)) {
            timeLine.start();
            follower.start();
            saboteur.start(schedule);
            placeOrders(api, timeLine);
            saboteur.awaitMended();
            system.awaitReady();
            ended = saboteur.endedByThemselves();
        }
        console.println("all is mended and ready; reading the log ...");
        return judged(api, ended);
    }

    /** Until orders are decided soon, one after the other; a machine that is busy may never come so far. */
    private void warmUp(OrdersApi api) throws InterruptedException {
        Random random = new Random(options.seed());
        long until = System.nanoTime() + WARM_UP;
        int soon = 0;
        for (long client = -1; soon < SOON_DECIDED && System.nanoTime() - until < 0; client--) {
            long asked = System.nanoTime();
            int instance = 1 + Math.floorMod(client, 2);
            Answer placed = api.place(client, Asked.PLACE, instance, "", "{" + shop.anyContent(random) + "}")
                    .answer();
            answers.add(placed);
            if (placed.isAcknowledgement()) {
                answers.add(api.read(client, Asked.DECISION, instance, placed.orderId(), OrdersApi.WAIT)
                        .answer());
            }
            soon = System.nanoTime() - asked < SOON ? soon + 1 : 0;
        }
    }

    private void placeOrders(OrdersApi api, TimeLine timeLine) throws InterruptedException {
        ExecutorService clients = Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(null, work, "client", 256 * 1024);
            thread.setDaemon(true);
            return thread;
        });
        long began = System.nanoTime();
        long pause = TimeUnit.SECONDS.toNanos(1) / options.rate();
        long orders = options.load().toNanos() / pause;
        for (long number = 0; number < orders; number++) {
            clients.execute(new Client(api, shop, options.seed(), number, answer -> {
                answers.add(answer);
                timeLine.answered(answer);
            }));
            long next = began + (number + 1) * pause - System.nanoTime();
            if (next > 0) {
                TimeUnit.NANOSECONDS.sleep(next);
            }
        }
        clients.shutdown();
        if (!clients.awaitTermination(CLIENTS_PATIENCE, TimeUnit.SECONDS)) {
            clients.shutdownNow(); // what they were told so far is recorded
        }
    }

    private Outcome judged(OrdersApi api, List<String> ended) throws InterruptedException, IOException {
        Cluster cluster = system.cluster();
        Report audit;
        try (AuditedLog log =
                new AuditedLog(cluster, Terms.usual().withGuarantee(options.guarantee()), percent -> {})) {
            audit = log.settled(SETTLING);
        }
        lastReads(api);
        OrdersLog log = OrdersLog.read(cluster);
        List<Answer> all = List.copyOf(answers);
        List<Breach> breaches = new ArrayList<>(Judge.breaches(all, log));
        audit.findings().stream()
                .filter(finding -> isPromised(finding.rule()))
                .forEach(finding -> breaches.add(new Breach(Promise.AUDIT, finding.toString())));
        write(all);
        return new Outcome(all, log, audit, breaches, ended);
    }

    /** At least once, a crash can oversell: that is told, and no breach. */
    private boolean isPromised(Finding.Rule rule) {
        return options.guarantee() == Guarantee.EXACTLY_ONCE_V2 || rule != Finding.Rule.STOCK;
    }

    /** Of the orders that were acknowledged last. */
    private void lastReads(OrdersApi api) throws InterruptedException {
        List<Answer> acknowledged =
                answers.stream().filter(Answer::isAcknowledgement).toList();
        for (Answer one : acknowledged.subList(Math.max(0, acknowledged.size() - LAST_READS), acknowledged.size())) {
            int other = 3 - one.instance();
            answers.add(api.read(one.client(), Asked.LAST_READ, other, one.orderId(), OrdersApi.WAIT)
                    .answer());
        }
    }

    private void write(List<Answer> all) throws IOException {
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(folder.resolve("answers.txt")))) {
            all.forEach(out::println);
        }
    }
}
