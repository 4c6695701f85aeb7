/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

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
 * @param late true if the reason is that there was no verdict in time
 */
record Refusal(String check, int words, int reasons, boolean late) {

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
                        isLate(one.getKey(), one.getValue())))
                .toList();
    }

    private static boolean isLate(String check, List<String> reasons) {
        return reasons.size() == 1 && reasons.get(0).startsWith("no verdict from " + check + " within ");
    }
}
