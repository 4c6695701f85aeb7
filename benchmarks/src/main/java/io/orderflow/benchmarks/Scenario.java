/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * One thing that is measured. Those with one deployment run one after the other on a system that was started for them, so the first
 * ones meet it cold.
 *
 * @param name by which it is chosen
 * @param about what it tells
 * @param kind how it is measured
 * @param load that the system takes
 * @param parked requests that wait meanwhile for orders which nobody places
 * @param followers of the feed of orders meanwhile
 * @param on what is measured
 */
record Scenario(String name, String about, Kind kind, Load load, int parked, int followers, Deployment on) {

    /** How a scenario is measured. */
    enum Kind {
        /** Its load runs, and nothing is told of it. */
        WARM_UP,
        /** Its load runs. */
        LOAD,
        /** Its load runs at several rates, to find the highest at which p99 stays below a second. */
        HIGHEST,
        /** Its load runs while, in its first half, other programs want all processors too. */
        BUSY_MACHINE,
        /** Nothing runs for the load's duration. */
        IDLE,
        /** The orders service loses its local state. */
        RESTORE,
        /** Plain clients instead of the system take its load. */
        REFERENCE
    }

    private static final String REFERENCE_OF = "reference-";

    static Scenario load(String name, String about, Load load) {
        return new Scenario(name, about, Kind.LOAD, load, 0, 0, Deployment.USUAL);
    }

    /** After ten thousand orders the compilers still take more than a core. */
    static Scenario warmUp() {
        return warmUp(Load.open(600, 90));
    }

    static Scenario warmUp(Load load) {
        return new Scenario("warm-up", "not measured", Kind.WARM_UP, load, 0, 0, Deployment.USUAL);
    }

    static Scenario idle(int seconds) {
        return new Scenario(
                "idle", "CPU that doing nothing takes", Kind.IDLE, Load.closed(1, seconds), 0, 0, Deployment.USUAL);
    }

    static Scenario highest(String name, String about, Load first) {
        return new Scenario(name, about, Kind.HIGHEST, first, 0, 0, Deployment.USUAL);
    }

    private static Scenario busyMachine(Load load) {
        return new Scenario(
                "busy-machine",
                "while others want all processors, and after",
                Kind.BUSY_MACHINE,
                load,
                0,
                0,
                Deployment.USUAL);
    }

    /** What plain clients make of the load of scenario {@code name}. */
    private static Scenario reference(String name, Load load) {
        return new Scenario(
                REFERENCE_OF + name, "the same by plain clients", Kind.REFERENCE, load, 0, 0, Deployment.REFERENCE);
    }

    private static Scenario restore() {
        return new Scenario(
                "restore",
                "the orders service, started without its local state",
                Kind.RESTORE,
                Load.closed(1, 1),
                0,
                0,
                Deployment.USUAL);
    }

    Scenario on(Deployment deployment) {
        return new Scenario(name, about, kind, load, parked, followers, deployment);
    }

    private Scenario with(int parkedRequests, int followersOfTheFeed) {
        return new Scenario(name, about, kind, load, parkedRequests, followersOfTheFeed, on);
    }

    /** By which figures are compared: a reference's is that of the scenario that it is a reference of. */
    String comparedAs() {
        return kind == Kind.REFERENCE ? name.substring(REFERENCE_OF.length()) : name;
    }

    /** Its load in words, if it has one. */
    String loadText() {
        return kind == Kind.IDLE || kind == Kind.RESTORE ? "none" : load.toString();
    }

    boolean isMeasured() {
        return kind != Kind.WARM_UP;
    }

    private static List<Scenario> all(Deployment deployment, Scenario... scenarios) {
        return List.of(scenarios).stream().map(one -> one.on(deployment)).toList();
    }

    /** About a minute, to see that all of it works. */
    static List<Scenario> quick() {
        return List.of(
                load("cold", "the first orders after all services are ready", Load.open(20, 10)),
                load("one-client", "one order after the other", Load.closed(1, 5)),
                load("light", "a shop's usual day", Load.open(50, 10)));
    }

    /** Those that goals are set for, and the reference: about ten minutes. */
    static List<Scenario> usual() {
        List<Scenario> scenarios = new ArrayList<>(List.of(
                load("cold", "the first orders after all services are ready", Load.open(50, 20)),
                warmUp(),
                idle(15),
                load("one-client", "one order after the other", Load.closed(1, 10)),
                load("light", "a shop's usual day", Load.open(50, 20)),
                load("busy", "a mail for each", Load.open(400, 10)),
                load("five-lines", "orders of five lines", Load.open(300, 10).ofLines(5)),
                busyMachine(Load.open(350, 40)),
                highest("highest-mails", "p99 < 1 s, a mail for each", Load.open(600, 10))));
        scenarios.addAll(all(
                Deployment.WITHOUT_MAILS,
                warmUp(Load.open(600, 60)),
                highest("highest", "p99 < 1 s, no mails", Load.open(1_000, 10)),
                load("overload", "more than the system can take", Load.open(2_200, 10))));
        scenarios.add(reference("light", Load.open(50, 20)));
        scenarios.add(reference("busy", Load.open(400, 15)));
        return scenarios;
    }

    /**
     * Those of {@link #usual}, and the same shop in other sizes and used in other ways: about forty minutes.
     *
     * @param orders that are there in the scenarios about many of them
     */
    static List<Scenario> all(int orders) {
        List<Scenario> scenarios = new ArrayList<>(usual());
        scenarios.addAll(List.of(
                load(
                        "ids-given",
                        "the client chooses the ids",
                        Load.open(50, 10).withIds()),
                load(
                        "hot-product",
                        "all want the same product",
                        Load.open(300, 10).ofOneProduct()),
                load("parked", "while 10,000 requests wait", Load.open(200, 10)).with(10_000, 0),
                load("followers", "while 1,000 follow the feed of orders", Load.open(10, 10))
                        .with(0, 1_000)));
        scenarios.addAll(all(
                Deployment.AT_LEAST_ONCE,
                warmUp(),
                load("at-least-once", "a crash may repeat things", Load.open(50, 20)),
                highest("highest-at-least-once", "p99 < 1 s, a mail for each", Load.open(600, 10))));
        scenarios.addAll(all(
                Deployment.WITH_TOKENS,
                warmUp(),
                load("light-with-tokens", "each customer has a token", Load.open(50, 20)),
                load("busy-with-tokens", "each customer has a token", Load.open(400, 10))));
        scenarios.addAll(all(
                Deployment.ofCustomers(100_000),
                warmUp(),
                load("many-customers", "100,000 customers", Load.open(300, 20))));
        scenarios.addAll(all(
                Deployment.ofInstances(2),
                warmUp(),
                load("two-of-each", "two instances of each service", Load.open(50, 20)),
                highest("highest-two-of-each", "p99 < 1 s, a mail for each", Load.open(400, 10))));
        scenarios.addAll(all(
                Deployment.ofItsOwn("many orders"),
                warmUp(),
                load("few-orders", "before there are many", Load.open(50, 20)),
                warmUp(Load.fill(orders)),
                load("many-orders", "once there are many", Load.open(50, 20)),
                restore()));
        return scenarios;
    }
}
