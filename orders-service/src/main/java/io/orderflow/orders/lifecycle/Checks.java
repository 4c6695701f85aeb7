/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import io.orderflow.common.config.Durations;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.OrderValidation;
import io.orderflow.orders.state.Undecided;
import io.orderflow.orders.state.Verdict;
import io.orderflow.schemas.RecordBounds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The verdicts on one order so far. A set by name and never a count: a check that repeats itself is still one check, and the
 * first thing it said is what it said.
 */
public final class Checks {

    private final List<String> required;
    private final Undecided known;

    /** {@code required} are the checks that the order must pass. */
    Checks(List<String> required, Undecided known) {
        this.required = required;
        this.known = known;
    }

    /** Nothing known yet, at {@code now}. */
    static Undecided none(Instant now) {
        return new Undecided(now, List.of());
    }

    /** The verdicts with this one too; nothing if it is none of the required checks, or that check has answered before. */
    Optional<Checks> with(OrderValidation validation) {
        if (!missing().contains(validation.getCheck())) {
            return Optional.empty();
        }
        List<Verdict> more = new ArrayList<>(known.getVerdicts());
        more.add(new Verdict(validation.getCheck(), Refusals.of(validation.getResult(), validation.getReasons())));
        return Optional.of(new Checks(required, new Undecided(known.getSince(), more)));
    }

    /** The required checks that have not answered. */
    List<String> missing() {
        List<String> answered =
                known.getVerdicts().stream().map(Verdict::getCheck).toList();
        return required.stream().filter(check -> !answered.contains(check)).toList();
    }

    /**
     * Why the order fails if nothing more is waited for: all reasons of all checks that refused, and each check that has not
     * answered within {@code timeout}, in the order in which the checks are required. Empty if all have passed.
     */
    List<CheckFailure> failures(Duration timeout) {
        return RecordBounds.failures(required.stream()
                .flatMap(check -> reasons(check, timeout).stream().map(reason -> new CheckFailure(check, reason)))
                .toList());
    }

    private List<String> reasons(String check, Duration timeout) {
        return known.getVerdicts().stream()
                .filter(verdict -> verdict.getCheck().equals(check))
                .findFirst()
                .map(Verdict::getReasons)
                .orElseGet(() -> List.of("no verdict from " + check + " within " + Durations.print(timeout)));
    }

    Undecided known() {
        return known;
    }
}
