/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.common.config.Durations;
import io.orderflow.events.OrderState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Whether the verdicts explain what was decided. The first verdict of a check is what it said. VALIDATED: each of the order's
 * checks passed it. FAILED: each of its checks passed it, or is named with its own reasons, or is named as too late; what a check
 * said after that is no contradiction. What is too late follows from the times: the order has waited for so long.
 */
final class DecisionRule {

    /** An order may bear a time that is so far ahead of the life cycle's clock. */
    private static final long CLOCKS_DIFFER = Duration.ofMinutes(1).toMillis();

    private DecisionRule() {}

    /** What the verdicts do not explain. */
    static List<String> unexplained(Story story) {
        List<String> wrong = new ArrayList<>();
        if (story.has(OrderState.VALIDATED)) {
            story.checks.forEach(check -> unexplainedPass(story, check).ifPresent(wrong::add));
        }
        if (story.has(OrderState.FAILED)) {
            story.checks.forEach(check -> refusal(story, check)
                    .map(refusal -> unexplained(story, refusal))
                    .orElseGet(
                            () -> unexplainedPass(story, check).map(what -> what + ", which is not among its reasons"))
                    .ifPresent(wrong::add));
            story.refusals.stream()
                    .filter(refusal -> !story.checks.contains(refusal.check()))
                    .forEach(refusal ->
                            wrong.add("FAILED by %s, which is none of its checks".formatted(refusal.check())));
        }
        return wrong;
    }

    private static Optional<Refusal> refusal(Story story, String check) {
        return story.refusals.stream()
                .filter(refusal -> refusal.check().equals(check))
                .findFirst();
    }

    private static Optional<String> unexplainedPass(Story story, String check) {
        String decided = story.has(OrderState.VALIDATED) ? "VALIDATED" : "FAILED";
        return story.heard(check)
                .map(heard -> heard.passed()
                        ? Optional.<String>empty()
                        : Optional.of("%s, but %s said %s".formatted(decided, check, heard.result())))
                .orElseGet(() -> Optional.of("%s, but there is no verdict from %s".formatted(decided, check)));
    }

    /** The order waits from when the life cycle sees it first, which is later than when it was placed, but for the clocks. */
    private static Optional<String> tooEarly(Story story, Refusal refusal) {
        long waited = story.updatedAt - story.createdAt;
        return waited + CLOCKS_DIFFER < refusal.within()
                ? Optional.of("FAILED without a verdict from %s within %s, but %s after it was placed"
                        .formatted(
                                refusal.check(),
                                Durations.print(Duration.ofMillis(refusal.within())),
                                Durations.print(Duration.ofMillis(waited))))
                : Optional.empty();
    }

    private static Optional<String> unexplained(Story story, Refusal refusal) {
        if (refusal.isLate()) {
            return tooEarly(story, refusal);
        }
        String check = refusal.check();
        Optional<RecordedVerdict> heard = story.heard(check);
        if (heard.isEmpty()) {
            return Optional.of("FAILED by %s, from which there is no verdict".formatted(check));
        }
        if (heard.get().passed()) {
            return Optional.of("FAILED by %s, which passed it".formatted(check));
        }
        return heard.get().words() == refusal.words() || (heard.get().isSilent() && refusal.reasons() == 1)
                ? Optional.empty()
                : Optional.of("FAILED for other reasons than %s gave".formatted(check));
    }
}
