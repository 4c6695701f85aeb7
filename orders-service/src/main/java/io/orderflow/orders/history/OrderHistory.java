/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.orders.lifecycle.Refusals;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.orders.state.KeptFailure;
import io.orderflow.orders.state.KeptVerdict;
import io.orderflow.schemas.RecordBounds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The story of one order, told from committed facts only: the states it came to and the verdicts on it. Which verdicts counted
 * follows from the decision itself, for that says what each check had said; so the story is right also where verdicts crossed
 * a deadline, or the decision was read after verdicts that came too late for it.
 */
public final class OrderHistory {

    /** One thing that happened; {@code standing} is that of a verdict. */
    public record Entry(HistoryEntry kept, Optional<VerdictRole> standing) {

        public Entry {
            requireNonNull(kept, "kept");
            requireNonNull(standing, "standing");
        }
    }

    /** What a verdict was to the decision. */
    public enum VerdictRole {
        /** The first verdict of a check that the order must pass: by these it is decided. */
        COUNTED,
        /** The check had answered before; the first thing it said is what it said. */
        REPEATED,
        /** The order was decided by then. */
        LATE,
        /** Of a check that is listened to and does not decide. */
        SHADOW
    }

    private final Order order;
    private final List<HistoryEntry> verdicts;
    private final List<HistoryEntry> events;
    private final Optional<HistoryEntry> decision;
    private final Map<String, Integer> counted = new HashMap<>();
    private final int closed;

    /** @param kept all that is kept of the order, in any order */
    public OrderHistory(Order order, List<HistoryEntry> kept) {
        this.order = requireNonNull(order, "order");
        this.verdicts = kept.stream()
                .filter(entry -> entry.getFact() instanceof KeptVerdict)
                .sorted(Comparator.comparing(entry -> verdict(entry).getOffset()))
                .toList();
        this.events = kept.stream()
                .filter(entry -> entry.getFact() instanceof KeptEvent)
                .sorted(Comparator.comparing(entry -> event(entry).getVersion()))
                .toList();
        this.decision =
                events.stream().filter(entry -> event(entry).getVersion() == 2).findFirst();
        count();
        this.closed = closed();
    }

    /** The order as it is. */
    public Order order() {
        return order;
    }

    /** The checks that the order still waits for. */
    public List<String> waitingFor() {
        return decision.isPresent() ? List.of() : unanswered();
    }

    /** What happened, the oldest first: each event behind the verdicts that had been read by then. */
    public List<Entry> entries() {
        List<Entry> entries = new ArrayList<>(events.size() + verdicts.size());
        int told = 0;
        for (HistoryEntry event : events) {
            int before = event(event).getVersion() == 1
                    ? 0
                    : isDecision(event) ? closed : Math.max(closed, readUntil(event, verdicts.size()));
            for (; told < before; told++) {
                entries.add(verdictAt(told));
            }
            entries.add(new Entry(event, Optional.empty()));
        }
        for (; told < verdicts.size(); told++) {
            entries.add(verdictAt(told));
        }
        return entries;
    }

    private Entry verdictAt(int i) {
        String check = verdict(verdicts.get(i)).getCheck();
        VerdictRole standing = i >= closed ? VerdictRole.LATE : VerdictRole.REPEATED;
        if (!order.getChecks().contains(check)) {
            standing = VerdictRole.SHADOW;
        } else if (counted.getOrDefault(check, -1) == i) {
            standing = VerdictRole.COUNTED;
        }
        return new Entry(verdicts.get(i), Optional.of(standing));
    }

    private void count() {
        for (int i = 0; i < verdicts.size(); i++) {
            HistoryEntry entry = verdicts.get(i);
            if (order.getChecks().contains(verdict(entry).getCheck())
                    && decision.map(decided -> agrees(entry, decided)).orElse(true)) {
                counted.putIfAbsent(verdict(entry).getCheck(), i);
            }
        }
    }

    /** True if the decision can rest on this verdict. */
    private static boolean agrees(HistoryEntry entry, HistoryEntry decided) {
        KeptVerdict verdict = verdict(entry);
        return switch (event(decided).getState()) {
            case "VALIDATED" -> verdict.getResult().equals("PASS");
            case "FAILED" ->
                isFull(event(decided)) || refusals(verdict).equals(refusals(event(decided), verdict.getCheck()));
            default -> !entry.getSeenAt().isAfter(decided.getSeenAt()); // cancelled: no verdict decided
        };
    }

    /** An order with more failures than it can hold does not tell of each check what it said. */
    private static boolean isFull(KeptEvent decided) {
        return decided.getFailures().size() >= RecordBounds.MOST_FAILURES;
    }

    private List<String> unanswered() {
        return order.getChecks().stream()
                .filter(check -> !counted.containsKey(check))
                .toList();
    }

    /** How many of the verdicts had come when the order was decided: any others were too late. */
    private int closed() {
        List<String> unanswered = unanswered();
        if (unanswered.isEmpty()) {
            return 1 + counted.values().stream().mapToInt(i -> i).max().orElse(-1);
        }
        return decision.map(decided -> {
                    int beyond = 0;
                    while (beyond < verdicts.size()
                            && !unanswered.contains(
                                    verdict(verdicts.get(beyond)).getCheck())) {
                        beyond++;
                    }
                    return readUntil(decided, beyond);
                })
                .orElse(verdicts.size());
    }

    /** How many verdicts had been read when {@code event} was, of the first {@code most}. */
    private int readUntil(HistoryEntry event, int most) {
        int read = 0;
        while (read < most && !verdicts.get(read).getSeenAt().isAfter(event.getSeenAt())) {
            read++;
        }
        return read;
    }

    private static boolean isDecision(HistoryEntry event) {
        return event(event).getVersion() == 2;
    }

    private static List<String> refusals(KeptEvent decided, String check) {
        return decided.getFailures().stream()
                .filter(failure -> failure.getCheck().equals(check))
                .map(KeptFailure::getReason)
                .toList();
    }

    private static List<String> refusals(KeptVerdict verdict) {
        return Refusals.of(CheckResult.valueOf(verdict.getResult()), verdict.getReasons());
    }

    private static KeptVerdict verdict(HistoryEntry entry) {
        return (KeptVerdict) entry.getFact();
    }

    private static KeptEvent event(HistoryEntry entry) {
        return (KeptEvent) entry.getFact();
    }
}
