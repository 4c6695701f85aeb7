/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.OrderState;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an audit found.
 *
 * @param findings what must not be; of very many the first
 * @param faults how many there are in all
 * @param waiting orders that are not decided, the oldest first; of very many the first
 * @param counts how much was looked at
 * @param accepted what was asked for, where that was read
 */
public record Report(List<Finding> findings, long faults, List<Waiting> waiting, Counts counts, Accepted accepted) {

    /** An order that is not decided, and the checks that it waits for. */
    public record Waiting(String orderId, Place place, Instant since, List<String> checks) {

        public Waiting {
            checks = List.copyOf(checks);
        }
    }

    /**
     * Orders that were asked for, by {@link Audit#topicsAndCommands()}; none where the commands were not read.
     *
     * @param orders those whose wish is on the log, which is when a client is told that it is accepted
     * @param lost of these, the ones that are no orders and will not be
     */
    public record Accepted(long orders, long lost) {}

    /**
     * What was looked at.
     *
     * @param orders by state
     * @param cutOff orders of which the log no longer tells everything: judged by what is left
     * @param erased orders whose mails, dead letters or place on the topic of a level were deleted: whether they were told is not judged
     * @param verdicts by check
     * @param repeated verdicts of checks that had answered before
     * @param shadow verdicts of checks that an order need not pass
     * @param mails by kind
     * @param routed validated orders with their customer, by topic
     * @param deadLetters by service
     * @param unreadable records that are not what their topic holds, by topic
     * @param repeats orders, mails and orders of a level that were written again, where that is no fault
     * @param unfinished what a log that goes on still owes: decisions, mails, orders on the topic of a level
     */
    public record Counts(
            Map<OrderState, Long> orders,
            long cutOff,
            long erased,
            Map<String, Long> verdicts,
            long repeated,
            long shadow,
            int products,
            long received,
            long promised,
            Map<String, Long> mails,
            Map<String, Long> routed,
            Map<String, Long> deadLetters,
            Map<String, Long> unreadable,
            long repeats,
            long unfinished) {

        public Counts {
            orders = new TreeMap<>(orders);
            verdicts = new TreeMap<>(verdicts);
            mails = new TreeMap<>(mails);
            routed = new TreeMap<>(routed);
            deadLetters = new TreeMap<>(deadLetters);
            unreadable = new TreeMap<>(unreadable);
        }
    }

    public Report {
        findings = List.copyOf(findings);
        waiting = List.copyOf(waiting);
    }

    public boolean isClean() {
        return faults == 0;
    }

    /** True if every order is decided, and everyone who must be told of it was. */
    public boolean isAtRest() {
        return counts.unfinished() == 0;
    }
}
