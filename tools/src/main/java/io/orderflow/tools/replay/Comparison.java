/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Tells a rehearsal the orders as they came, and holds what it says against what the check said. Orders and verdicts may come in
 * any order, those of one order in their own.
 *
 * <p>An order that only this check refused would not have failed if the rules let it pass: then it goes on counting in the
 * rehearsal, as it would have.
 */
public final class Comparison {

    /** What is known of one order. It keeps no order and, once both sides have spoken, no answer. */
    private static final class Case {

        @Nullable
        Answer before;

        @Nullable
        Answer now;

        boolean passes;
        boolean compared;
        long customerId;
        long placedAt;
    }

    /**
     * How many orders there were.
     *
     * @param orders that were placed in time
     * @param same of which the rules say what the check said: pass, or refuse
     * @param otherReasons of these, those that would be refused in other words
     * @param wouldPass that were refused
     * @param wouldFail that passed
     * @param unanswered on which the check's verdict is not to be found
     */
    public record Counts(long orders, long same, long otherReasons, long wouldPass, long wouldFail, long unanswered) {}

    private final Rehearsal rehearsal;
    private final Instant since;
    private final Consumer<Difference> differences;
    private final Map<String, Case> cases = new HashMap<>();
    private long orders;
    private long same;
    private long otherReasons;
    private long wouldPass;
    private long wouldFail;

    /**
     * A comparison without any order yet.
     *
     * @param since orders that were placed earlier are only told to the rehearsal
     * @param differences is told of each as soon as it shows
     */
    public Comparison(Rehearsal rehearsal, Instant since, Consumer<Difference> differences) {
        this.rehearsal = rehearsal;
        this.since = since;
        this.differences = differences;
    }

    /** The next record of an order. The first that there is of it stands for its placing, whatever compaction has left. */
    public void order(Order order) {
        if (order.getState() == OrderState.UNKNOWN || order.getCreatedAt().isBefore(since.minus(rehearsal.memory()))) {
            return;
        }
        Case known = cases.computeIfAbsent(order.getId(), id -> new Case());
        if (known.now == null && !known.compared) {
            placed(order, known);
        }
        if (hasEnded(order, known)) {
            rehearsal.ended(order);
        }
    }

    private void placed(Order order, Case known) {
        Answer answer = rehearsal.judge(order);
        known.now = answer;
        known.passes = answer.passes();
        known.customerId = order.getCustomerId();
        known.placedAt = order.getCreatedAt().toEpochMilli();
        if (order.getCreatedAt().isBefore(since)) {
            settle(known);
            return;
        }
        orders++;
        compare(order.getId(), known);
    }

    private boolean hasEnded(Order order, Case known) {
        return switch (order.getState()) {
            case CANCELLED -> true;
            case FAILED ->
                !known.passes
                        || order.getFailures().stream()
                                .anyMatch(failure -> !failure.getCheck().equals(rehearsal.check()));
            case CREATED, VALIDATED, SHIPPED, UNKNOWN -> false;
        };
    }

    /** The next verdict, of whatever check. The first of a check is what it said. */
    public void verdict(OrderValidation verdict) {
        if (!verdict.getCheck().equals(rehearsal.check())) {
            return;
        }
        Case known = cases.computeIfAbsent(verdict.getOrderId(), id -> new Case());
        if (known.before == null && !known.compared) {
            known.before = Answer.of(verdict);
            compare(verdict.getOrderId(), known);
        }
    }

    private void compare(String orderId, Case known) {
        if (known.before == null || known.now == null) {
            return;
        }
        Answer before = requireNonNull(known.before);
        Answer now = requireNonNull(known.now);
        if (before.passes() != now.passes()) {
            wouldPass += now.passes() ? 1 : 0;
            wouldFail += now.passes() ? 0 : 1;
            differences.accept(
                    new Difference(orderId, known.customerId, Instant.ofEpochMilli(known.placedAt), before, now));
        } else {
            same++;
            otherReasons += before.reasons().equals(now.reasons()) ? 0 : 1;
        }
        settle(known);
    }

    private static void settle(Case known) {
        known.compared = true;
        known.before = null;
        known.now = null;
    }

    /** By what was told so far. */
    public Counts counts() {
        return new Counts(orders, same, otherReasons, wouldPass, wouldFail, orders - same - wouldPass - wouldFail);
    }
}
