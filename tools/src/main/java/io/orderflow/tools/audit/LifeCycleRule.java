/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the next record of an order may be, given those before it. */
final class LifeCycleRule {

    private LifeCycleRule() {}

    /** What is wrong with {@code order} as the first record that there is of it. One whose beginning is gone may be in any state. */
    static List<String> ofFirst(Order order) {
        List<String> wrong = ofItself(order);
        if (order.getVersion() < 1 || order.getVersion() == 1 != (order.getState() == OrderState.CREATED)) {
            wrong.add("%s as version %s: version 1 is CREATED, and no other is"
                    .formatted(order.getState(), order.getVersion()));
        }
        return wrong;
    }

    /** What is wrong with {@code order} as the record after those of {@code story}. */
    static List<String> ofNext(Story story, Order order) {
        List<String> wrong = ofItself(order);
        int version = order.getVersion();
        if (version <= story.version) {
            wrong.add("version %s %s comes again, after version %s %s"
                    .formatted(version, order.getState(), story.version, story.state));
        } else if (version == story.version + 1 && !mayBecome(story.state, order.getState())) {
            wrong.add("%s follows %s, which it cannot".formatted(order.getState(), story.state));
        }
        if (story.isOtherContent(order)) {
            wrong.add("customer, lines, checks or request are not those of the version before");
        }
        return wrong;
    }

    /** What is missing between {@code order} and those of {@code story}, unless the cleaner has taken it. */
    static Optional<String> gapBefore(Story story, Order order) {
        return order.getVersion() > story.version + 1
                ? Optional.of("version %s follows version %s: what was between is missing"
                        .formatted(order.getVersion(), story.version))
                : Optional.empty();
    }

    private static List<String> ofItself(Order order) {
        List<String> wrong = new ArrayList<>();
        if (order.getState() == OrderState.FAILED == order.getFailures().isEmpty()) {
            wrong.add(
                    order.getState() == OrderState.FAILED
                            ? "FAILED without a reason"
                            : order.getState() + " with reasons to fail");
        }
        return wrong;
    }

    /** As the record type of orders publishes it. */
    private static boolean mayBecome(OrderState before, OrderState after) {
        return switch (before) {
            case CREATED ->
                after == OrderState.VALIDATED || after == OrderState.FAILED || after == OrderState.CANCELLED;
            case VALIDATED -> after == OrderState.CANCELLED || after == OrderState.SHIPPED;
            case FAILED, CANCELLED, SHIPPED, UNKNOWN -> false;
        };
    }
}
