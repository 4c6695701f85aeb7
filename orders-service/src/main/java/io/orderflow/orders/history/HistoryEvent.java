/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.PlausibleTime;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.orders.state.KeptFailure;
import io.orderflow.orders.state.KeptVerdict;
import io.orderflow.schemas.RecordBounds;
import java.time.Instant;

/** A committed fact about one order, as it is read from the log. */
public sealed interface HistoryEvent {

    /** The order that it is about. */
    String orderId();

    /**
     * How it is kept.
     *
     * @param offset its place on its topic
     * @param by who asked for it, as its record says; empty for nobody
     */
    HistoryEntry entry(Instant seenAt, long offset, String by);

    /** The order came to this. */
    record Became(Order order) implements HistoryEvent {

        public Became {
            requireNonNull(order, "order");
        }

        @Override
        public String orderId() {
            return order.getId();
        }

        @Override
        public HistoryEntry entry(Instant seenAt, long offset, String by) {
            return new HistoryEntry(
                    order.getUpdatedAt(),
                    seenAt,
                    new KeptEvent(
                            order.getState().name(),
                            order.getVersion(),
                            order.getFailures().stream()
                                    .map(failure -> new KeptFailure(failure.getCheck(), failure.getReason()))
                                    .toList(),
                            isClients(order.getState()) ? by : ""));
        }
    }

    private static boolean isClients(OrderState state) {
        return state == OrderState.CREATED || state == OrderState.CANCELLED;
    }

    /** A check said this. */
    record Judged(OrderValidation verdict) implements HistoryEvent {

        public Judged {
            requireNonNull(verdict, "verdict");
        }

        @Override
        public String orderId() {
            return verdict.getOrderId();
        }

        @Override
        public HistoryEntry entry(Instant seenAt, long offset, String by) {
            return new HistoryEntry(
                    PlausibleTime.of(verdict.getCheckedAt(), seenAt),
                    seenAt,
                    new KeptVerdict(
                            verdict.getCheck(),
                            verdict.getResult().name(),
                            RecordBounds.reasons(verdict.getReasons()),
                            offset));
        }
    }
}
