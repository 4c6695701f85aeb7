/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.orderflow.events.Order;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.orders.state.KeptVerdict;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What happened to an order and why, as clients see it.
 *
 * @param checks that the order must pass
 * @param waitingFor those of them that have not answered yet
 * @param history the oldest first
 */
record HistoryResponse(
        String id,
        long customerId,
        String state,
        int version,
        List<String> checks,
        List<String> waitingFor,
        List<Happened> history) {

    /**
     * One thing that happened: an event has a state, a version and, where the order failed, its failures, or where a client with a token asked for it, who did; a verdict has a check,
     * a result, reasons and what it was to the decision.
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Happened(
            String type,
            String at,
            String seenAt,
            @Nullable String state,
            @Nullable Integer version,
            @Nullable List<OrderResponse.Failure> failures,
            @Nullable String by,
            @Nullable String check,
            @Nullable String result,
            @Nullable List<String> reasons,
            @Nullable String standing) {}

    /** With the names that {@code subjects} knows references to stand for. */
    static HistoryResponse of(OrderHistory history, Function<String, Optional<String>> subjects) {
        Order order = history.order();
        return new HistoryResponse(
                order.getId(),
                order.getCustomerId(),
                order.getState().name(),
                order.getVersion(),
                order.getChecks(),
                history.waitingFor(),
                history.entries().stream()
                        .map(entry -> happened(entry, subjects))
                        .toList());
    }

    private static Happened happened(OrderHistory.Entry entry, Function<String, Optional<String>> subjects) {
        HistoryEntry kept = entry.kept();
        String at = kept.getAt().toString();
        String seenAt = kept.getSeenAt().toString();
        if (kept.getFact() instanceof KeptVerdict verdict) {
            OrderHistory.VerdictRole standing = entry.standing().orElseThrow();
            return new Happened(
                    "verdict",
                    at,
                    seenAt,
                    null,
                    null,
                    null,
                    null,
                    verdict.getCheck(),
                    verdict.getResult(),
                    verdict.getReasons(),
                    standing.name().toLowerCase(Locale.ROOT));
        }
        KeptEvent event = (KeptEvent) kept.getFact();
        List<OrderResponse.Failure> failures = event.getFailures().stream()
                .map(failure -> new OrderResponse.Failure(failure.getCheck(), failure.getReason()))
                .toList();
        return new Happened(
                "event",
                at,
                seenAt,
                event.getState(),
                event.getVersion(),
                failures.isEmpty() ? null : failures,
                event.getBy().isEmpty() ? null : subjects.apply(event.getBy()).orElse(null),
                null,
                null,
                null,
                null);
    }
}
