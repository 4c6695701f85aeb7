/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the last minutes were like. Each list has one number for each span of time, the newest last; the span that is under way is
 * not among them.
 *
 * @param from when the first span begins
 * @param seconds how long a span is
 * @param created orders by when they were placed, and the other states by when orders came into them
 * @param p50 milliseconds from placing to decision that half of those decided took at most; null where none was
 * @param p99 the same of 99 in a hundred
 * @param lately the present
 * @param undecidedThen orders that waited for their checks at the end of each span
 * @param undecided orders that wait for their checks
 * @param undecidedSince when the oldest of them was placed; null if there is none
 * @param failedBy which checks failed orders, the most frequent first
 */
record FiguresResponse(
        String from,
        int seconds,
        List<Integer> created,
        List<Integer> validated,
        List<Integer> failed,
        List<Integer> cancelled,
        List<Integer> shipped,
        List<@Nullable Long> p50,
        List<@Nullable Long> p99,
        Lately lately,
        List<Integer> undecidedThen,
        int undecided,
        @Nullable String undecidedSince,
        List<FailedBy> failedBy) {

    /**
     * The present.
     *
     * @param createdPerSecond of the last ten seconds
     * @param decidedPerSecond of the last ten seconds
     * @param p50 milliseconds, of the last minute
     * @param p99 milliseconds, of the last minute
     */
    record Lately(
            double createdPerSecond,
            double decidedPerSecond,
            @Nullable Long p50,
            @Nullable Long p99) {}

    /**
     * A check that failed orders.
     *
     * @param orders how many
     * @param reason the newest that it gave
     * @param at when
     */
    record FailedBy(String check, int orders, String reason, String at) {}

    FiguresResponse {
        created = List.copyOf(created);
        validated = List.copyOf(validated);
        failed = List.copyOf(failed);
        cancelled = List.copyOf(cancelled);
        shipped = List.copyOf(shipped);
        p50 = Collections.unmodifiableList(new ArrayList<>(p50)); // has nulls
        p99 = Collections.unmodifiableList(new ArrayList<>(p99));
        undecidedThen = List.copyOf(undecidedThen);
        failedBy = List.copyOf(failedBy);
    }
}
