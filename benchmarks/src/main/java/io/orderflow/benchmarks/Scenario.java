/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.List;

/**
 * One thing that is measured. All run one after the other on a system that was started for them, so the first ones meet it cold.
 *
 * @param name by which it is chosen
 * @param about what it tells
 * @param load that it takes
 * @param isMeasured false for one that only warms up
 */
record Scenario(String name, String about, Load load, boolean isMeasured) {

    /** Under ten minutes. */
    static final List<Scenario> USUAL = List.of(
            new Scenario("cold", "the first 20 s after all services are ready", Load.open(50, 20), true),
            new Scenario("warm-up", "not measured", Load.open(100, 40), false),
            new Scenario("one-client", "one order after the other", Load.closed(1, 20), true),
            new Scenario("light", "a shop's usual day", Load.open(50, 30), true),
            new Scenario("busy", "orders of five lines", Load.open(100, 30).ofLines(5), true),
            new Scenario("many-clients", "fifty clients, each as fast as it is answered", Load.closed(50, 30), true));

    /** About a minute, to see that all of it works. */
    static final List<Scenario> QUICK = List.of(
            new Scenario("cold", "the first 10 s after all services are ready", Load.open(20, 10), true),
            new Scenario("one-client", "one order after the other", Load.closed(1, 5), true),
            new Scenario("light", "a shop's usual day", Load.open(50, 10), true));
}
