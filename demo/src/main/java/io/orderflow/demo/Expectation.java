/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import java.util.List;
import java.util.stream.Collectors;

/** What must become of a sample's orders. */
sealed interface Expectation {

    /** In words, after "must". */
    String words();

    boolean isMet(List<OrderOutcome> outcomes);

    /** Is this sample one of those that pass? */
    default boolean isAcceptance() {
        return this instanceof Accepted;
    }

    /** In words, what became of them instead. */
    static String words(List<OrderOutcome> outcomes) {
        return outcomes.stream()
                .collect(Collectors.groupingBy(OrderOutcome::words, Collectors.counting()))
                .entrySet()
                .stream()
                .map(entry -> entry.getValue() == 1 ? entry.getKey() : entry.getValue() + " " + entry.getKey())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    /** All are VALIDATED. */
    record Accepted() implements Expectation {
        @Override
        public String words() {
            return "pass";
        }

        @Override
        public boolean isMet(List<OrderOutcome> outcomes) {
            return outcomes.stream().allMatch(OrderOutcome::isValidated);
        }
    }

    /** All are FAILED, and this check is among those that say so. */
    record RefusedBy(String check) implements Expectation {
        @Override
        public String words() {
            return "be refused by " + check;
        }

        @Override
        public boolean isMet(List<OrderOutcome> outcomes) {
            return outcomes.stream().allMatch(outcome -> outcome.isRefusedBy(check));
        }
    }

    /** One is VALIDATED, whichever; the others are FAILED by this check. */
    record OnlyOne(String check) implements Expectation {
        @Override
        public String words() {
            return "pass once and be refused by " + check + " once";
        }

        @Override
        public boolean isMet(List<OrderOutcome> outcomes) {
            long validated = outcomes.stream().filter(OrderOutcome::isValidated).count();
            long refused = outcomes.stream()
                    .filter(outcome -> outcome.isRefusedBy(check))
                    .count();
            return validated == 1 && refused == outcomes.size() - 1;
        }
    }
}
