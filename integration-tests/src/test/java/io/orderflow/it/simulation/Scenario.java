/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import io.orderflow.events.CheckResult;
import io.orderflow.it.simulation.Action.Wish;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** A setup and what happens in it: all that a run depends on. */
record Scenario(Setup setup, List<Action> actions) {

    static final List<String> APPLICATIONS = List.of(
            "orders-service",
            "orders-service-reads",
            "inventory-service",
            "fraud-service",
            "order-details-service",
            "email-service");

    private static final List<String> WRITTEN_TWICE =
            List.of("order-commands", "order-validations", "shipments", "payments");
    private static final List<String> COMPACTED = List.of("orders", "customers", "products", "warehouse-inventory");
    private static final List<String> READ_BY_SOMEONE = List.of(
            "order-commands",
            "orders",
            "order-validations",
            "shipments",
            "payments",
            "customers",
            "products",
            "warehouse-inventory");
    private static final List<String> CHECKS = List.of("inventory", "fraud", "order-details", Simulation.OTHER_CHECK);
    private static final int MOST_FORGED = 12;
    private static final List<String> GOODS = List.of("kettle", "mug", "pan");
    private static final List<String> LEVELS = List.of("gold", "silver", "diamond");
    private static final int CUSTOMERS = 3;
    private static final int STRANGER = 9;

    Scenario {
        actions = List.copyOf(actions);
    }

    /** What {@code seed} stands for; the same one each time. */
    static Scenario of(long seed) {
        Random random = new Random(seed);
        Scenario scenario = new Scenario(setup(random), new Chance(random).actions());
        return random.nextBoolean() ? scenario.withForgeries(random) : scenario;
    }

    /** The same, where checks sign and somebody forges. */
    private Scenario withForgeries(Random random) {
        List<Action> more = new ArrayList<>(actions);
        int orders = 1
                + (int) actions.stream().filter(Action.Place.class::isInstance).count();
        for (int forged = random.nextInt(MOST_FORGED); forged > 0; forged--) {
            String check = CHECKS.get(random.nextInt(CHECKS.size()));
            CheckResult result = List.of(CheckResult.values()).get(random.nextInt(CheckResult.values().length));
            more.add(random.nextInt(more.size()), new Action.Forge(1 + random.nextInt(orders), check, result));
        }
        return new Scenario(setup.signing(), more);
    }

    Scenario with(List<Action> others) {
        return new Scenario(setup, others);
    }

    private static Setup setup(Random random) {
        List<String> checks = new ArrayList<>(List.of("inventory", "fraud", "order-details"));
        if (random.nextInt(3) == 0) {
            checks.add(Simulation.OTHER_CHECK);
        }
        Set<String> late = APPLICATIONS.stream()
                .filter(application -> random.nextInt(8) == 0)
                .collect(Collectors.toSet());
        if (random.nextInt(4) == 0) {
            checks.remove("inventory"); // it joins a shop that did without
            late.add("inventory-service");
        }
        Map<String, Duration> skews = new HashMap<>();
        if (random.nextBoolean()) {
            APPLICATIONS.forEach(application -> skews.put(application, skew(random)));
            skews.put(Setup.ELSEWHERE, skew(random));
        }
        return new Setup(checks, skews, late, false);
    }

    private static Duration skew(Random random) {
        int most = Math.toIntExact(Setup.CLOCKS_WRONG.toMillis());
        return Duration.ofMillis(random.nextInt(2 * most) - most);
    }

    /** Picks what happens. */
    private static final class Chance {

        private static final int FEWEST = 60;
        private static final int MORE = 160;

        private final Random random;
        private final List<Action> actions = new ArrayList<>();
        private int placed;
        private int paid;

        private Chance(Random random) {
            this.random = random;
        }

        List<Action> actions() {
            GOODS.forEach(product -> {
                if (random.nextInt(6) > 0) {
                    actions.add(new Action.Offer(product, price()));
                }
                actions.add(receive(product));
            });
            for (int customer = 1; customer <= CUSTOMERS; customer++) {
                if (random.nextInt(6) > 0) {
                    actions.add(know(customer));
                }
            }
            int many = FEWEST + random.nextInt(MORE);
            while (actions.size() < many) {
                next();
            }
            return actions;
        }

        private void next() {
            int dice = random.nextInt(100);
            if (dice < 3) {
                actions.add(new Action.CatchUp());
            } else if (dice < 57) {
                actions.add(new Action.Read(application(), random.nextInt(8)));
            } else if (dice < 68) {
                actions.add(new Action.Commit(application()));
            } else if (dice < 71) {
                actions.add(new Action.Flush(application()));
            } else if (dice < 75) {
                actions.add(new Action.Tick(application()));
            } else if (dice < 79) {
                actions.add(
                        new Action.Pass(Duration.ofMillis(1 + random.nextInt(random.nextInt(8) == 0 ? 4_000 : 400))));
            } else if (dice < 84) {
                actions.add(new Action.Crash(application(), random.nextInt(1_000), random.nextBoolean()));
            } else if (dice < 89) {
                place();
            } else {
                rarely();
            }
        }

        private void rarely() {
            switch (random.nextInt(13)) {
                case 0, 1 -> actions.add(new Action.Cancel(order()));
                case 2, 3, 4 -> actions.add(new Action.Ship(order()));
                case 5 -> actions.add(new Action.Pay(order(), ++paid));
                case 6 -> actions.add(new Action.Verdict(order(), pick(List.of(CheckResult.values()))));
                case 7 -> actions.add(new Action.Again(pick(WRITTEN_TWICE), random.nextInt(50)));
                case 8 -> actions.add(new Action.Contradict(random.nextInt(50)));
                case 9 -> actions.add(receive(pick(GOODS)));
                case 10 -> actions.add(reference());
                case 11 -> actions.add(new Action.Compact(pick(COMPACTED)));
                default -> actions.add(mishap());
            }
        }

        private Action reference() {
            return random.nextBoolean() ? know(1 + random.nextInt(CUSTOMERS)) : new Action.Offer(pick(GOODS), price());
        }

        private Action mishap() {
            return switch (random.nextInt(3)) {
                case 0 -> new Action.Garbage(pick(READ_BY_SOMEONE), random.nextInt(3));
                case 1 -> new Action.ForgetOffsets(application());
                default -> new Action.Join(application());
            };
        }

        private void place() {
            List<Wish> wishes = new ArrayList<>();
            int lines = 1 + random.nextInt(random.nextBoolean() ? 1 : 3);
            for (int i = 0; i < lines; i++) {
                wishes.add(new Wish(pick(GOODS), 1 + random.nextInt(3), price()));
            }
            long customer = random.nextInt(10) == 0 ? STRANGER : 1 + random.nextInt(CUSTOMERS);
            actions.add(new Action.Place(++placed, customer, wishes));
        }

        private Action receive(String product) {
            return new Action.Receive(product, random.nextInt(9));
        }

        private Action know(long customer) {
            String address = random.nextInt(8) == 0 ? "nowhere" : "customer-%s@example.com".formatted(customer);
            return new Action.Know(customer, pick(LEVELS), address);
        }

        private String price() {
            return random.nextInt(20) == 0 ? "19.90" : "24.90";
        }

        private int order() {
            return 1 + random.nextInt(placed + 1);
        }

        private String application() {
            return pick(APPLICATIONS);
        }

        private <T> T pick(List<T> some) {
            return some.get(random.nextInt(some.size()));
        }
    }
}
