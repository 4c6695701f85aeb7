/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Holds what clients were told against the log, and against what they were told before. */
final class Judge {

    private static final Set<Integer> DUE_5XX = Set.of(503, 504);

    private final OrdersLog log;
    private final List<Breach> breaches = new ArrayList<>();

    private Judge(OrdersLog log) {
        this.log = log;
    }

    /** In any order; those of one client are judged as they came. */
    static List<Breach> breaches(List<Answer> answers, OrdersLog log) {
        Judge judge = new Judge(log);
        Map<Long, List<Answer>> byClient = answers.stream()
                .sorted(Comparator.comparingLong(Answer::at))
                .collect(Collectors.groupingBy(Answer::client, TreeMap::new, Collectors.toList()));
        byClient.values().forEach(judge::client);
        return judge.breaches;
    }

    private void client(List<Answer> answers) {
        int newest = 0;
        Optional<Answer> acknowledged = Optional.empty();
        for (Answer answer : answers) {
            if (answer.isAcknowledgement()) {
                require(Promise.NOT_LOST, log.has(answer.orderId()), answer);
            }
            if (answer.version() > 0) {
                require(
                        Promise.NOT_BACK,
                        answer.aged() || answer.version() >= newest,
                        answer,
                        "after version " + newest);
                newest = Math.max(newest, answer.version());
                Optional<String> state = log.state(answer.orderId(), answer.version());
                require(
                        Promise.COMMITTED,
                        state.equals(Optional.of(answer.state())),
                        answer,
                        "in the log: " + state.orElse("nothing"));
            }
            acknowledged.ifPresent(before -> afterItsAcknowledgement(answer));
            honest(answer);
            if (answer.isAcknowledgement()) {
                acknowledged = Optional.of(answer);
            }
        }
    }

    private void afterItsAcknowledgement(Answer answer) {
        require(Promise.KNOWN, answer.status() != 404, answer);
        boolean passes = answer.isPassing() || answer.status() == 202;
        switch (answer.asked()) {
            case REPEAT -> require(Promise.IDEMPOTENT, passes || answer.status() == 200, answer);
            case OTHER_CONTENT -> require(Promise.TAKEN, passes || answer.status() == 409, answer);
            case READ_AFTER_CANCEL ->
                require(
                        Promise.OWN_WRITE,
                        answer.status() != 200
                                || answer.state().equals("CANCELLED")
                                || answer.state().equals("FAILED"),
                        answer);
            case LAST_READ ->
                require(
                        Promise.CURRENT,
                        answer.status() == 200 && answer.version() == log.newest(answer.orderId()),
                        answer,
                        "in the log: version " + log.newest(answer.orderId()));
            default -> {
                // no promise of its own
            }
        }
    }

    private void honest(Answer answer) {
        int status = answer.status();
        boolean refused = status == 409 && (answer.asked() == Asked.OTHER_CONTENT || answer.asked() == Asked.CANCEL);
        boolean due = status < 400 || refused || status == 404 || DUE_5XX.contains(status);
        require(Promise.HONEST, due && (status != 503 || answer.retryAfter()), answer);
    }

    private void require(Promise promise, boolean kept, Answer answer, String... more) {
        if (!kept) {
            breaches.add(new Breach(promise, String.join("; ", answer.toString(), String.join("; ", more))));
        }
    }
}
