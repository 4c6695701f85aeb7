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
import io.orderflow.schemas.RecordBounds;
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
 *
 * <p>Invariant: of the refusals, those of the lowest lines are kept, as many as a verdict names, and of the others only how
 * many they are. So what is kept, and written again for each line, does not grow with the order; and the verdict is the same
 * in whatever order the lines answer.
 */
public final class Gathering {

    /** The name of this service's check. */
    public static final String CHECK = "inventory";

    private final BitSet answered;
    private final int refused;
    private final SortedMap<Integer, String> refusals;
    private final Instant checkedAt;

    private Gathering(BitSet answered, int refused, SortedMap<Integer, String> refusals, Instant checkedAt) {
        this.answered = answered;
        this.refused = refused;
        this.refusals = refusals;
        this.checkedAt = checkedAt;
    }

    /** The lines as kept, or none. */
    public static Gathering of(@Nullable GatheredLines kept) {
        if (kept == null) {
            return new Gathering(new BitSet(), 0, new TreeMap<>(), Instant.EPOCH);
        }
        SortedMap<Integer, String> refusals = new TreeMap<>();
        kept.getRefusals().forEach(refusal -> refusals.put(refusal.getLine(), refusal.getWords()));
        // Earlier releases kept all refusals, and did not count them.
        int refused = Math.max(kept.getRefused(), refusals.size());
        return new Gathering(BitSet.valueOf(kept.getAnswered()), refused, lowest(refusals), kept.getCheckedAt());
    }

    /** These and one more. */
    public Gathering with(LineVerdict verdict) {
        if (answered.get(verdict.getLine())) {
            return this;
        }
        BitSet answeredNow = (BitSet) answered.clone();
        answeredNow.set(verdict.getLine());
        SortedMap<Integer, String> refusalsNow = new TreeMap<>(refusals);
        if (verdict.getRefusal() != null) {
            refusalsNow.put(verdict.getLine(), RecordBounds.text(verdict.getRefusal(), RecordBounds.LONGEST_REASON));
        }
        return new Gathering(
                answeredNow,
                verdict.getRefusal() == null ? refused : refused + 1,
                lowest(refusalsNow),
                later(checkedAt, verdict.getDecidedAt()));
    }

    /** True once all of {@code lines} have answered. */
    public boolean isComplete(int lines) {
        return answered.cardinality() >= lines;
    }

    /** The verdict on the order: every reason, or as many as a verdict may have and how many more there are. */
    public OrderValidation verdictOn(String orderId) {
        CheckResult result = refused == 0 ? CheckResult.PASS : CheckResult.FAIL;
        return new OrderValidation(orderId, CHECK, result, RecordBounds.reasons(refusals.values(), refused), checkedAt);
    }

    /** The lines as they are kept. */
    public GatheredLines kept(Instant now) {
        List<LineRefusal> words =
                refusals.entrySet().stream().map(Gathering::refusal).toList();
        return new GatheredLines(ByteBuffer.wrap(answered.toByteArray()), words, checkedAt, now, refused);
    }

    private static SortedMap<Integer, String> lowest(SortedMap<Integer, String> refusals) {
        while (refusals.size() > RecordBounds.MOST_REASONS) {
            refusals.remove(refusals.lastKey());
        }
        return refusals;
    }

    private static Instant later(Instant one, Instant other) {
        return other.isAfter(one) ? other : one;
    }

    private static LineRefusal refusal(Map.Entry<Integer, String> refusal) {
        return new LineRefusal(refusal.getKey(), refusal.getValue());
    }
}
