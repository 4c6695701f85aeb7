/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import static io.orderflow.common.testing.Sample.NOON;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Shipment;
import io.orderflow.orders.lifecycle.Decision.Becomes;
import io.orderflow.orders.lifecycle.Decision.Noted;
import io.orderflow.orders.lifecycle.OrderInput.Cancel;
import io.orderflow.orders.lifecycle.OrderInput.Deadline;
import io.orderflow.orders.lifecycle.OrderInput.Shipped;
import io.orderflow.orders.lifecycle.OrderInput.Verdict;
import io.orderflow.orders.state.Undecided;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One order's life as a test tells it: keeps what the processor would keep, and each version that there was. */
final class OrderStory {

    static final String ID = "A";
    static final List<String> CHECKS = List.of("inventory", "fraud", "order-details");
    static final Duration PATIENCE = Duration.ofMinutes(5);

    private final OrderLifecycle lifecycle = new OrderLifecycle(CHECKS, PATIENCE);
    private final List<Order> versions = new ArrayList<>();
    private final List<OrderValidation> verdicts = new ArrayList<>();
    private Optional<Undecided> waiting = Optional.empty();
    private Decision last = new Decision.NoChange();
    private Instant now = NOON;

    OrderStory placed() {
        return placed(Sample.order(ID).line("kettle", 2).at(now).placeOrder());
    }

    OrderStory placed(OrderCommand command) {
        return happens(OrderInput.of(command));
    }

    OrderStory passed(String... checks) {
        for (String check : checks) {
            judged(check, CheckResult.PASS);
        }
        return this;
    }

    OrderStory refused(String check, String... reasons) {
        return judged(check, CheckResult.FAIL, reasons);
    }

    OrderStory judged(String check, CheckResult result, String... reasons) {
        return happens(new Verdict(new OrderValidation(ID, check, result, List.of(reasons), now)));
    }

    OrderStory cancelled() {
        return happens(new Cancel(ID, now));
    }

    OrderStory shipped() {
        return happens(new Shipped(new Shipment(ID, now)));
    }

    OrderStory deadlineLookedFor() {
        return happens(new Deadline(ID, now));
    }

    /** Negative for a cause whose clock is behind. */
    OrderStory later(Duration time) {
        now = now.plus(time);
        return this;
    }

    OrderStory forgetsThatItWaits() {
        waiting = Optional.empty();
        return this;
    }

    private OrderStory happens(OrderInput input) {
        last = lifecycle.decide(order(), waiting, input, now);
        if (last instanceof Becomes becomes) {
            versions.add(becomes.order());
            waiting = becomes.waiting();
        } else if (last instanceof Noted noted) {
            waiting = Optional.of(noted.waiting());
        }
        if (input instanceof Verdict verdict && !versions.isEmpty()) {
            verdicts.add(verdict.validation());
        }
        return this;
    }

    Optional<Order> order() {
        return versions.isEmpty() ? Optional.empty() : Optional.of(versions.get(versions.size() - 1));
    }

    Order known() {
        return order().orElseThrow();
    }

    List<Order> versions() {
        return versions;
    }

    /** Each verdict that came once the order was there, also those that changed nothing. */
    List<OrderValidation> verdicts() {
        return verdicts;
    }

    boolean waits() {
        return waiting.isPresent();
    }

    Decision last() {
        return last;
    }
}
