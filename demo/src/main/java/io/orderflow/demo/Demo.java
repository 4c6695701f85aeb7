/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.EventWriter;
import io.orderflow.client.kafka.RealClients;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.seed.SeedData;
import io.orderflow.common.StartException;
import io.orderflow.common.management.ManagementServer;
import io.orderflow.demo.Screen.Tone;
import io.orderflow.demo.breaking.Breaking;
import io.orderflow.demo.desk.DemoDesk;
import io.orderflow.embedded.services.AllServices;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** One run of the demo: start everything, show the samples, serve, stop everything. */
final class Demo {

    private static final long ALIVE_CHECK_SECONDS = 1;
    private static final Duration READY_WITHIN = Duration.ofSeconds(60);

    private final DemoOptions options;
    private final ServiceRules rules;
    private final Screen screen;
    private final Workspace workspace;
    private final CountDownLatch stop;
    private final long startedNanos = System.nanoTime();

    /** {@code stop} comes down when the demo must end. */
    Demo(DemoOptions options, ServiceRules rules, Screen screen, Workspace workspace, CountDownLatch stop) {
        this.options = options;
        this.rules = rules;
        this.screen = screen;
        this.workspace = workspace;
        this.stop = stop;
    }

    /**
     * Runs until the samples are over, or the demo is told to stop.
     *
     * @return true if all ended as it must
     * @throws StartException with a line for the user if something cannot start, or dies
     */
    boolean run() throws InterruptedException {
        if (!options.quiet()) {
            screen.line(screen.in(Tone.QUIET, "starting Kafka, registry, mail server and the five services ..."));
        }
        options.requireFreePorts();
        SeedData seed = SeedData.shipped();
        try (DemoEnvironment surroundings = new DemoEnvironment(options, workspace)) {
            surroundings.awaitTopics();
            Map<String, String> decided = surroundings.serviceSettings(options, workspace);
            Cluster cluster = new Cluster(surroundings.clientProperties(), new RealClients());
            Journal journal = new Journal(screen, !options.quiet());
            DemoDesk desk = new DemoDesk(cluster, journal::mailsOf);
            try (AllServices services = new AllServices(
                            (service, declared) -> rules.settings(decided, declared), Optional.of(desk));
                    EventWriter writer =
                            cluster.writer(Topics.CUSTOMERS, Topics.PRODUCTS, Topics.WAREHOUSE_INVENTORY)) {
                return run(seed, cluster, surroundings, decided, services, writer, journal, desk);
            }
        }
    }

    private boolean run(
            SeedData seed,
            Cluster cluster,
            DemoEnvironment surroundings,
            Map<String, String> decided,
            AllServices services,
            EventWriter writer,
            Journal journal,
            DemoDesk desk)
            throws InterruptedException {
        EarlierOrders past = EarlierOrders.in(cluster);
        Seeding.write(seed, writer, past);
        services.start();
        services.awaitReady(READY_WITHIN, stop);
        surroundings.mail().onMail(journal::mail);
        OrdersClient client = new OrdersClient(services.rest().toString());
        try (ManagementServer management = new ManagementServer(
                        Optional.of(options.listenAddress().bindAddress()),
                        options.managementPort(),
                        Optional.empty(),
                        services.all());
                FlowFollower follower = new FlowFollower(cluster, journal);
                Breaking breaking = new Breaking(
                        new BreakableDemo(services, decided, workspace, surroundings.kafka(), seed, past, writer),
                        cluster,
                        client)) {
            follower.start();
            awaitAnswer(client);
            Addresses addresses = Addresses.of(services.rest(), surroundings, management);
            desk.open(
                    services.rest(),
                    addresses.links(),
                    options.listenAddress().isLocal() ? Optional.of(breaking) : Optional.empty());
            ready(addresses, past);
            boolean good = samples(seed, past, journal, client) && random(seed, past, writer, journal, client);
            if (!options.once()) {
                serve(services, addresses);
            }
            return good || !options.once();
        }
    }

    private void awaitAnswer(OrdersClient client) throws InterruptedException {
        while (!answers(client) && !stop.await(20, TimeUnit.MILLISECONDS)) {
            // REST is up a moment after its service is ready.
        }
    }

    /** Does REST answer at all? Asks for an order that is not there. */
    private static boolean answers(OrdersClient client) {
        return client.get("none", Duration.ZERO)
                .handle((reply, fault) -> fault == null && reply.status() == 404)
                .join();
    }

    private void ready(Addresses addresses, EarlierOrders past) {
        if (stop.getCount() == 0) {
            return;
        }
        double seconds = (System.nanoTime() - startedNanos) / 1e9;
        screen.line(screen.in(Tone.GOOD, "ready") + String.format(Locale.ROOT, " after %.1f s", seconds));
        addresses.lines().forEach(screen::line);
        rules.lines().forEach(screen::line);
        if (!past.isEmpty() && !options.quiet()) {
            screen.line("  going on with %s orders of earlier runs".formatted(past.size()));
        }
    }

    private boolean samples(SeedData seed, EarlierOrders past, Journal journal, OrdersClient client) {
        List<Sample> all = Samples.of(seed.productsByKey());
        List<Sample> samples = rules.allowSamples() ? all.subList(0, options.samples(all.size())) : List.of();
        if (samples.isEmpty()) {
            return true;
        }
        String run = RunName.now();
        Summary summary =
                new SampleTraffic(client, journal, past.leastRecent(seed.customers()), run, stop).send(samples);
        screen.line("");
        summary.lines(journal.mails())
                .forEach(line -> screen.line(screen.in(summary.isAsExpected() ? Tone.GOOD : Tone.BAD, line)));
        return summary.isAsExpected();
    }

    private boolean random(SeedData seed, EarlierOrders past, EventWriter writer, Journal journal, OrdersClient client)
            throws InterruptedException {
        if (options.rate().isEmpty() || stop.getCount() == 0) {
            return true;
        }
        double rate = options.rate().get();
        journal.hide();
        screen.line("");
        Shoppers shoppers = Shoppers.arrive(seed, past, writer, rate);
        return new RandomTraffic(client, screen, shoppers, stop).send(rate, options.randomOrders());
    }

    private void serve(AllServices services, Addresses addresses) throws InterruptedException {
        if (!options.quiet() && stop.getCount() > 0) {
            screen.line("");
            addresses.hints().forEach(screen::line);
        }
        while (!stop.await(ALIVE_CHECK_SECONDS, TimeUnit.SECONDS)) {
            services.requireAlive();
        }
    }
}
