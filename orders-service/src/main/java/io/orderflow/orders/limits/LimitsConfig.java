/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Setting;
import io.orderflow.common.config.Settings;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one client may ask for. A bound of 0 is none.
 *
 * @param requests a second
 * @param burst how many at once, after a pause
 * @param open how many may be unanswered at once
 * @param feeds how many streams of events may be open at once
 * @param connections how many connections an address may have
 * @param unbounded subjects, addresses and networks to which these bounds do not apply
 * @param proxies addresses and networks of proxies that are believed whom they were asked by
 */
public record LimitsConfig(
        int requests, int burst, int open, int feeds, int connections, List<String> unbounded, List<String> proxies) {

    static final Setting<Integer> REQUESTS = Setting.integer("orders.client.requests", 100)
            .atLeast("0")
            .atMost("1000000")
            .help(
                    "Requests a second that one client (a token's subject, else an address) may send; more are told to try again (429); 0: any number");

    static final Setting<Integer> BURST = Setting.integer("orders.client.burst", 300)
            .atLeast("1")
            .atMost("1000000")
            .help("How many of them may come at once, after a pause");

    static final Setting<Integer> OPEN = Setting.integer("orders.client.open", 100)
            .atLeast("0")
            .help("How many requests of one client may be unanswered at once, feeds among them; 0: any number");

    static final Setting<Integer> FEEDS = Setting.integer("orders.streams.per.client", 20)
            .atLeast("0")
            .help("How many streams of events one client may have open at once; 0: any number");

    static final Setting<Integer> CONNECTIONS = Setting.integer("orders.client.connections", 1_000)
            .atLeast("0")
            .help(
                    "How many connections one address may have open; a new one takes the place of the one that has been idle for longest; 0: any number");

    static final Setting<List<String>> UNBOUNDED = Setting.names("orders.client.unbounded", "")
            .help("Clients without these bounds, such as the shop's own servers: subjects, addresses and networks");

    static final Setting<List<String>> PROXIES = Setting.names("orders.proxies", "")
            .help(
                    "Proxies, by address or network, that are believed in X-Forwarded-For which address asks; none unless given");

    /** All of them, in the order in which help shows them. */
    public static final List<Setting<?>> SETTINGS =
            List.of(REQUESTS, BURST, OPEN, FEEDS, CONNECTIONS, UNBOUNDED, PROXIES);

    public LimitsConfig {
        unbounded = List.copyOf(unbounded);
        proxies = List.copyOf(proxies);
        List<String> problems = Stream.concat(
                        problems(PROXIES, proxies),
                        problems(
                                UNBOUNDED,
                                unbounded.stream().filter(Networks::isOne).toList()))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigProblems(problems);
        }
    }

    private static Stream<String> problems(Setting<?> setting, List<String> networks) {
        try {
            Networks unused = new Networks(networks);
            return Stream.of();
        } catch (IllegalArgumentException e) {
            return Stream.of("%s: must be addresses or networks, such as 10.0.0.0/8 or 2001:db8::7 (%s)"
                    .formatted(setting, e.getMessage()));
        }
    }

    /** The settings as given. */
    public static LimitsConfig from(Settings settings) {
        return new LimitsConfig(
                settings.get(REQUESTS),
                settings.get(BURST),
                settings.get(OPEN),
                settings.get(FEEDS),
                settings.get(CONNECTIONS),
                settings.get(UNBOUNDED),
                settings.get(PROXIES));
    }
}
