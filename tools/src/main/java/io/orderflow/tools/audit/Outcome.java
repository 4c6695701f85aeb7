/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.OrderState;
import io.orderflow.tools.audit.Report.Waiting;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/** What came of judging orders, of one part of the log after the other: it does not grow with them. */
final class Outcome {

    final Findings found;
    final StockMoves moves = new StockMoves(StockMoves.MOST_IN_MEMORY);
    final Map<OrderState, Long> orders = new EnumMap<>(OrderState.class);
    long accepted;
    long lost;
    long cutOff;
    long erased;
    long shadow;
    long unfinished;

    /** The newest first, so that it is the first to go. */
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparing(Waiting::since).reversed());

    /** Beginning with what showed while the log was read. */
    Outcome(Findings found) {
        this.found = found;
        for (OrderState state : OrderState.values()) {
            orders.put(state, 0L);
        }
    }

    void waits(Waiting order) {
        waiting.add(order);
        if (waiting.size() > Findings.MOST_KEPT) {
            waiting.remove();
        }
    }

    /** The oldest first. */
    List<Waiting> waiting() {
        return waiting.stream().sorted(Comparator.comparing(Waiting::since)).toList();
    }
}
