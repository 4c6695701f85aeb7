/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.figures;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.figures.FiguresResponse.FailedBy;
import io.orderflow.orders.figures.FiguresResponse.Lately;
import io.orderflow.schemas.RecordBounds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Counts orders as they change state, over the last ten minutes, by the times that their events say. */
final class Figures {

    static final Duration WINDOW = Duration.ofMinutes(10);
    private static final Duration SPAN = Duration.ofSeconds(5);
    private static final int SPANS = (int) WINDOW.dividedBy(SPAN);
    /** What is told as the present: two whole spans. */
    private static final int NOW = 2;

    private static final int LAST_MINUTE = 12;
    private static final int MOST_UNDECIDED = 100_000;
    private static final int MOST_CHECKS = 20;
    private static final String OTHERS = "others";

    /** The version with which an order leaves CREATED. */
    private static final int FIRST_DECISION = 2;

    private final Clock clock;
    private final Map<Long, Span> spans = new HashMap<>();
    private final Map<String, Instant> undecided = new LinkedHashMap<>();
    private long begun;

    /** The newest reason that a check gave. */
    private record Reason(String words, Instant at) {}

    private static final class Span {
        private final Map<OrderState, Integer> orders = new EnumMap<>(OrderState.class);
        private final Latencies decided = new Latencies();
        private final Map<String, Integer> failedBy = new HashMap<>();
        private final Map<String, Reason> reasons = new HashMap<>();
        private int settled;

        int of(OrderState state) {
            return orders.getOrDefault(state, 0);
        }
    }

    Figures(Clock clock) {
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * From here on, as if nothing had been seen.
     *
     * @param whole false if what comes does not go back as far as the figures do
     */
    synchronized void begin(boolean whole) {
        spans.clear();
        undecided.clear();
        begun = whole ? spanOf(clock.instant().minus(WINDOW)) + 1 : Long.MAX_VALUE;
    }

    /** An order has changed its state. */
    synchronized void saw(Order order) {
        Instant now = clock.instant();
        Instant at = order.getUpdatedAt().isAfter(now) ? now : order.getUpdatedAt(); // another machine's clock
        note(order);
        long number = spanOf(at);
        begun = Math.min(begun, number + 1); // the first one may be told in part
        if (number <= spanOf(now) - SPANS) {
            return;
        }
        forgetBefore(spanOf(now) - SPANS);
        Span span = spans.computeIfAbsent(number, missing -> new Span());
        span.orders.merge(order.getState(), 1, Integer::sum);
        if (order.getState() != OrderState.CREATED && order.getVersion() == FIRST_DECISION) {
            span.settled++;
        }
        if (order.getState() == OrderState.VALIDATED || order.getState() == OrderState.FAILED) {
            span.decided.add(
                    Duration.between(order.getCreatedAt(), order.getUpdatedAt()).toMillis());
        }
        if (order.getState() == OrderState.FAILED) {
            fail(span, order, at);
        }
    }

    private void note(Order order) {
        if (order.getState() == OrderState.CREATED) {
            undecided.put(order.getId(), order.getCreatedAt());
            if (undecided.size() > MOST_UNDECIDED) {
                Iterator<String> oldest = undecided.keySet().iterator();
                oldest.next();
                oldest.remove();
            }
        } else {
            undecided.remove(order.getId());
        }
    }

    private static void fail(Span span, Order order, Instant at) {
        Map<String, String> firsts = order.getFailures().stream()
                .collect(Collectors.toMap(CheckFailure::getCheck, CheckFailure::getReason, (first, next) -> first));
        firsts.forEach((check, words) -> {
            String name = RecordBounds.text(check, RecordBounds.LONGEST_ID);
            String kept = span.failedBy.containsKey(name) || span.failedBy.size() < MOST_CHECKS ? name : OTHERS;
            span.failedBy.merge(kept, 1, Integer::sum);
            span.reasons.put(kept, new Reason(RecordBounds.text(words, RecordBounds.LONGEST_REASON), at));
        });
    }

    private void forgetBefore(long number) {
        if (spans.size() > SPANS) {
            spans.keySet().removeIf(old -> old <= number);
        }
    }

    private static long spanOf(Instant at) {
        return Math.floorDiv(at.toEpochMilli(), SPAN.toMillis());
    }

    /** The figures now: of whole spans, the newest last. */
    synchronized FiguresResponse now() {
        long current = spanOf(clock.instant());
        long first = Math.max(current - SPANS, Math.min(begun, current - 1));
        List<Span> whole = new ArrayList<>();
        for (long number = first; number < current; number++) {
            @Nullable Span span = spans.get(number);
            whole.add(span == null ? new Span() : span);
        }
        return new FiguresResponse(
                Instant.ofEpochMilli(first * SPAN.toMillis()).toString(),
                (int) SPAN.toSeconds(),
                counts(whole, OrderState.CREATED),
                counts(whole, OrderState.VALIDATED),
                counts(whole, OrderState.FAILED),
                counts(whole, OrderState.CANCELLED),
                counts(whole, OrderState.SHIPPED),
                whole.stream().map(span -> within(span.decided, 0.5)).toList(),
                whole.stream().map(span -> within(span.decided, 0.99)).toList(),
                lately(whole),
                undecidedThen(whole, spans.get(current)),
                undecided.size(),
                undecided.values().stream()
                        .min(Comparator.naturalOrder())
                        .map(Instant::toString)
                        .orElse(null),
                failedBy(whole));
    }

    private static List<Integer> counts(List<Span> spans, OrderState state) {
        return spans.stream().map(span -> span.of(state)).toList();
    }

    /** How many were undecided at the end of each span: from now backwards, for of the beginning nobody knows. */
    private List<Integer> undecidedThen(List<Span> whole, @Nullable Span current) {
        int then = undecided.size();
        if (current != null) {
            then += current.settled - current.of(OrderState.CREATED);
        }
        List<Integer> ends = new ArrayList<>();
        for (int i = whole.size() - 1; i >= 0; i--) {
            ends.add(Math.max(0, then));
            then += whole.get(i).settled - whole.get(i).of(OrderState.CREATED);
        }
        Collections.reverse(ends);
        return ends;
    }

    private static Lately lately(List<Span> whole) {
        List<Span> present = last(whole, NOW);
        Latencies decided = new Latencies();
        last(whole, LAST_MINUTE).forEach(span -> decided.add(span.decided));
        return new Lately(
                perSecond(present, OrderState.CREATED),
                perSecond(present, OrderState.VALIDATED) + perSecond(present, OrderState.FAILED),
                within(decided, 0.5),
                within(decided, 0.99));
    }

    private static List<Span> last(List<Span> spans, int count) {
        return spans.subList(Math.max(0, spans.size() - count), spans.size());
    }

    private static double perSecond(List<Span> spans, OrderState state) {
        long orders = spans.stream().mapToLong(span -> span.of(state)).sum();
        return (double) orders / Math.max(1, spans.size() * SPAN.toSeconds());
    }

    private static @Nullable Long within(Latencies decided, double share) {
        OptionalLong found = decided.within(share);
        return found.isPresent() ? found.getAsLong() : null;
    }

    private static List<FailedBy> failedBy(List<Span> whole) {
        Map<String, Integer> counts = new HashMap<>();
        Map<String, Reason> newest = new HashMap<>();
        for (Span span : whole) {
            span.failedBy.forEach((check, count) -> counts.merge(check, count, Integer::sum));
            newest.putAll(span.reasons);
        }
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue()
                        .reversed()
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(MOST_CHECKS)
                .map(check -> {
                    Reason reason = requireNonNull(newest.get(check.getKey()));
                    return new FailedBy(
                            check.getKey(),
                            check.getValue(),
                            reason.words(),
                            reason.at().toString());
                })
                .toList();
    }
}
