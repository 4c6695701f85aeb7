/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * What a sound system might have written: many orders at once, each at its own pace, over little stock; with verdicts that are
 * repeated or too late, cancels at any time, shipments, deliveries, shadow checks, and mails that lag behind.
 */
final class SoundHistory {

    private static final List<String> PRODUCTS = List.of("kettle", "mug", "lamp");
    private static final int ORDERS = 60;

    private final Random random;
    private final LogBook log = new LogBook();
    private final Map<String, Integer> received = new HashMap<>();
    private final Map<String, Integer> reserved = new HashMap<>();
    private final Map<String, Life> alive = new TreeMap<>();
    private int placed;

    /** One order's. */
    private static final class Life {
        final Map<String, OrderValidation> verdicts = new LinkedHashMap<>();
        final List<Runnable> news = new ArrayList<>();
        Map<String, Integer> held = Map.of();
        boolean letGo;
    }

    private SoundHistory(Random random) {
        this.random = random;
    }

    static LogBook of(Random random) {
        return new SoundHistory(random).write();
    }

    private LogBook write() {
        PRODUCTS.forEach(this::deliver);
        while (placed < ORDERS || !alive.isEmpty()) {
            log.later(Duration.ofMillis(random.nextInt(300)));
            if (placed < ORDERS && (alive.isEmpty() || random.nextInt(4) == 0)) {
                place("order-" + placed++);
            } else {
                List<String> ids = List.copyOf(alive.keySet());
                step(ids.get(random.nextInt(ids.size())));
            }
        }
        return log;
    }

    private void deliver(String product) {
        log.received(product, received.merge(product, 5 + random.nextInt(10), Integer::sum));
    }

    private void place(String id) {
        List<OrderLine> lines = new ArrayList<>();
        for (String product : PRODUCTS) {
            if (random.nextBoolean()) {
                lines.add(LogBook.line(product, 1 + random.nextInt(3)));
            }
        }
        if (lines.isEmpty()) {
            lines.add(LogBook.line("mug", 1));
        }
        log.placed(id, lines);
        alive.put(id, new Life());
    }

    private void step(String id) {
        Life life = Optional.ofNullable(alive.get(id)).orElseThrow();
        switch (log.order(id).getState()) {
            case CREATED -> undecided(id, life);
            case VALIDATED -> validated(id, life);
            case FAILED, CANCELLED, SHIPPED, UNKNOWN -> ended(id, life);
        }
    }

    private void undecided(String id, Life life) {
        List<String> missing = LogBook.CHECKS.stream()
                .filter(check -> !life.verdicts.containsKey(check))
                .toList();
        int dice = random.nextInt(20);
        if (dice == 0) {
            become(id, life, OrderState.CANCELLED);
        } else if (dice == 1 && !life.verdicts.isEmpty()) {
            repeat(id, life);
        } else if (dice == 2) {
            log.verdict(id, "credit-limit", CheckResult.FAIL, "only a shadow");
        } else if (missing.isEmpty() || dice == 3) {
            decide(id, life);
        } else {
            judge(id, life, missing.get(random.nextInt(missing.size())));
        }
    }

    private void judge(String id, Life life, String check) {
        List<String> reasons = check.equals("inventory") ? reserve(id, life) : reasons(check);
        CheckResult result = reasons.isEmpty()
                ? CheckResult.PASS
                : check.equals("fraud") && random.nextBoolean() ? CheckResult.ERROR : CheckResult.FAIL;
        log.verdict(id, check, result, reasons.toArray(String[]::new));
        life.verdicts.put(
                check,
                new OrderValidation(id, check, result, reasons, log.order(id).getCreatedAt()));
    }

    private List<String> reasons(String check) {
        return random.nextInt(6) > 0
                ? List.of()
                : random.nextBoolean() ? List.of(check + " says no") : List.of(check + " says no", "and no again");
    }

    private List<String> reserve(String id, Life life) {
        Map<String, Integer> wish = new HashMap<>();
        log.order(id).getLines().forEach(line -> wish.merge(line.getProduct(), line.getQuantity(), Integer::sum));
        List<String> refused = new ArrayList<>();
        wish.forEach((product, units) -> {
            int available = received.getOrDefault(product, 0) - reserved.getOrDefault(product, 0);
            if (units > available) {
                refused.add("%s: %s asked, %s available".formatted(product, units, available));
            }
        });
        if (refused.isEmpty()) {
            wish.forEach((product, units) -> reserved.merge(product, units, Integer::sum));
            life.held = wish;
        }
        return refused;
    }

    private void repeat(String id, Life life) {
        List<String> said = List.copyOf(life.verdicts.keySet());
        log.verdict(id, said.get(random.nextInt(said.size())), CheckResult.FAIL, "another word");
    }

    private void decide(String id, Life life) {
        List<CheckFailure> failures = new ArrayList<>();
        if (life.verdicts.size() < LogBook.CHECKS.size()) {
            log.later(Duration.ofMinutes(5)); // until the deadline
        }
        for (String check : LogBook.CHECKS) {
            OrderValidation verdict = life.verdicts.get(check);
            if (verdict == null) {
                failures.add(LogBook.because(check, "no verdict from " + check + " within 5m"));
            } else {
                verdict.getReasons().forEach(reason -> failures.add(LogBook.because(check, reason)));
            }
        }
        become(
                id,
                life,
                failures.isEmpty() ? OrderState.VALIDATED : OrderState.FAILED,
                failures.toArray(CheckFailure[]::new));
    }

    private void become(String id, Life life, OrderState state, CheckFailure... failures) {
        log.becomes(id, state, failures);
        Order news = log.order(id);
        life.news.add(
                () -> log.mail(id, "order-" + state.name().toLowerCase(Locale.ROOT), id + "-v" + news.getVersion()));
        if (state == OrderState.VALIDATED) {
            life.news.add(() -> log.routed(id));
            if (random.nextBoolean()) {
                life.news.add(() -> log.mail(id, "payment-received", "payment-" + id));
            }
        }
    }

    private void validated(String id, Life life) {
        switch (random.nextInt(6)) {
            case 0 -> become(id, life, OrderState.CANCELLED);
            case 1 -> become(id, life, OrderState.SHIPPED);
            case 2 -> {
                if (life.news.isEmpty()) {
                    alive.remove(id); // it stays so
                }
            }
            case 3 -> deliver(PRODUCTS.get(random.nextInt(PRODUCTS.size())));
            default -> tell(life);
        }
    }

    private void ended(String id, Life life) {
        boolean givesBack = log.order(id).getState() != OrderState.SHIPPED;
        if (givesBack && !life.letGo) {
            life.letGo = true;
            life.held.forEach((product, units) -> reserved.merge(product, -units, Integer::sum));
            life.held = Map.of();
        } else if (!life.news.isEmpty()) {
            tell(life);
        } else if (life.verdicts.size() < LogBook.CHECKS.size() && !life.verdicts.containsKey("fraud")) {
            judge(id, life, "fraud"); // too late
        } else {
            alive.remove(id);
        }
    }

    private static void tell(Life life) {
        if (!life.news.isEmpty()) {
            life.news.remove(0).run();
        }
    }
}
