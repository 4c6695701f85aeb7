/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory.stock;

import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import io.orderflow.inventory.state.GatheredLines;
import io.orderflow.inventory.state.LineRefusal;
import io.orderflow.inventory.state.LineVerdict;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one order that have answered (<em>waiting for N events</em>, chapter 15). A line that answers twice counts
 * once. The order passes if all lines do: all or nothing.
 */
public final class Gathering {

    /** The name of this service's check. */
    public static final String CHECK = "inventory";

    private final BitSet answered;
    private final SortedMap<Integer, String> refusals;
    private final Instant checkedAt;

    private Gathering(BitSet answered, SortedMap<Integer, String> refusals, Instant checkedAt) {
        this.answered = answered;
        this.refusals = refusals;
        this.checkedAt = checkedAt;
    }

    /** The lines as kept, or none. */
    public static Gathering of(@Nullable GatheredLines kept) {
        if (kept == null) {
            return new Gathering(new BitSet(), new TreeMap<>(), Instant.EPOCH);
        }
        SortedMap<Integer, String> refusals = new TreeMap<>();
        kept.getRefusals().forEach(refusal -> refusals.put(refusal.getLine(), refusal.getWords()));
        return new Gathering(BitSet.valueOf(kept.getAnswered()), refusals, kept.getCheckedAt());
    }

    /** These and one more. */
    public Gathering with(LineVerdict verdict) {
        BitSet answeredNow = (BitSet) answered.clone();
        answeredNow.set(verdict.getLine());
        SortedMap<Integer, String> refusalsNow = new TreeMap<>(refusals);
        if (verdict.getRefusal() != null) {
            refusalsNow.put(verdict.getLine(), verdict.getRefusal());
        }
        Instant decidedAt = verdict.getDecidedAt();
        return new Gathering(answeredNow, refusalsNow, decidedAt.isAfter(checkedAt) ? decidedAt : checkedAt);
    }

    /** True once all of {@code lines} have answered. */
    public boolean isComplete(int lines) {
        return answered.cardinality() >= lines;
    }

    /** The verdict on the order, with every reason. */
    public OrderValidation verdictOn(String orderId) {
        CheckResult result = refusals.isEmpty() ? CheckResult.PASS : CheckResult.FAIL;
        return new OrderValidation(orderId, CHECK, result, List.copyOf(refusals.values()), checkedAt);
    }

    /** The lines as they are kept. */
    public GatheredLines kept(Instant now) {
        List<LineRefusal> words =
                refusals.entrySet().stream().map(Gathering::refusal).toList();
        return new GatheredLines(ByteBuffer.wrap(answered.toByteArray()), words, checkedAt, now);
    }

    private static LineRefusal refusal(Map.Entry<Integer, String> refusal) {
        return new LineRefusal(refusal.getKey(), refusal.getValue());
    }
}
