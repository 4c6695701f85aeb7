/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.common.config.Durations;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * All that a failed order says of one check.
 *
 * @param words stands for the reasons, as in {@link RecordedVerdict}
 * @param within the milliseconds within which there was no verdict, if that is the reason; else {@link #NOT_LATE}
 */
record Refusal(String check, int words, int reasons, long within) {

    static final long NOT_LATE = -1;

    boolean isLate() {
        return within != NOT_LATE;
    }

    static List<Refusal> of(Order order) {
        Map<String, List<String>> byCheck = new LinkedHashMap<>();
        for (CheckFailure failure : order.getFailures()) {
            byCheck.computeIfAbsent(failure.getCheck(), check -> new ArrayList<>())
                    .add(failure.getReason());
        }
        return byCheck.entrySet().stream()
                .map(one -> new Refusal(
                        one.getKey(),
                        RecordedVerdict.words(one.getValue()),
                        one.getValue().size(),
                        within(one.getKey(), one.getValue())))
                .toList();
    }

    private static long within(String check, List<String> reasons) {
        String beginning = "no verdict from " + check + " within ";
        if (reasons.size() != 1 || !reasons.get(0).startsWith(beginning)) {
            return NOT_LATE;
        }
        try {
            return Durations.parse(reasons.get(0).substring(beginning.length())).toMillis();
        } catch (IllegalArgumentException e) {
            return NOT_LATE; // a check's own words
        }
    }
}
