/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import io.orderflow.tools.audit.Finding;
import io.orderflow.tools.audit.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a run has shown.
 *
 * @param endedByThemselves processes that nobody had killed; each was started again
 */
record Outcome(
        List<Answer> answers, OrdersLog log, Report audit, List<Breach> breaches, List<String> endedByThemselves) {

    private static final int SHOWN = 10;

    Outcome {
        answers = List.copyOf(answers);
        breaches = List.copyOf(breaches);
        endedByThemselves = List.copyOf(endedByThemselves);
    }

    boolean isClean() {
        return breaches.isEmpty();
    }

    /** For a person to read. */
    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add("answers by status (0: none came)");
        Arrays.stream(Asked.values())
                .forEach(asked -> lines.add(statuses(asked.toString(), answer -> answer.asked() == asked)));
        lines.add(statuses("all", answer -> true));
        lines.add("");
        lines.add("orders acknowledged %s, in the log %s: %s"
                .formatted(acknowledged(), log.states().size(), counts(log.counts())));
        lines.add("orders decided while their client watched: %s".formatted(seenDecided()));
        lines.add("processes that ended by themselves: " + (endedByThemselves.isEmpty() ? "none" : endedByThemselves));
        lines.add("verdicts repeated: %s, dead letters: %s"
                .formatted(audit.counts().repeated(), counts(audit.counts().deadLetters())));
        if (!audit.isClean()) {
            lines.add("the audit's faults: "
                    + counts(audit.findings().stream().collect(groupingBy(Finding::rule, TreeMap::new, counting()))));
        }
        lines.add("");
        Map<Promise, List<Breach>> broken = breaches.stream().collect(groupingBy(Breach::promise));
        for (Promise promise : Promise.values()) {
            List<Breach> these = broken.getOrDefault(promise, List.of());
            lines.add("%-6s %s".formatted(these.isEmpty() ? "kept" : "BROKEN", promise)
                    + (these.isEmpty() ? "" : ": " + these.size() + " times"));
            these.stream().limit(SHOWN).forEach(breach -> lines.add("         " + breach.what()));
        }
        return lines;
    }

    private String statuses(String name, Predicate<Answer> which) {
        Map<Integer, Long> statuses =
                answers.stream().filter(which).collect(groupingBy(Answer::status, TreeMap::new, counting()));
        return "  %-18s %s".formatted(name, counts(statuses));
    }

    private static String counts(Map<?, Long> counts) {
        return counts.isEmpty()
                ? "none"
                : counts.entrySet().stream()
                        .map(one -> one.getKey() + ": " + one.getValue())
                        .collect(joining(", "));
    }

    private long acknowledged() {
        return ids(answers.stream().filter(Answer::isAcknowledgement).toList()).size();
    }

    private long seenDecided() {
        return ids(answers.stream().filter(Answer::isFinal).toList()).size();
    }

    private static Set<String> ids(List<Answer> answers) {
        return answers.stream().map(Answer::orderId).collect(Collectors.toSet());
    }
}
