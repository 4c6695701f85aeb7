/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A place in a whole topic: for each partition the next offset to read. As text it is what clients keep as the id of the last
 * event that they have seen ({@code 12-5-0-33}).
 */
public final class Offsets {

    private static final Pattern OFFSET = Pattern.compile("\\d{1,18}");

    private final long[] next;

    private Offsets(long[] next) {
        this.next = next;
    }

    /** A place; {@code next} is copied. */
    static Offsets of(long[] next) {
        return new Offsets(next.clone());
    }

    /**
     * The place that {@code text} says, in a topic of so many partitions; one that is not named is read from its beginning.
     * Nothing if it is no such place.
     */
    public static Optional<Offsets> parse(String text, int partitions) {
        String[] parts = text.split("-", -1);
        if (parts.length > partitions || !Arrays.stream(parts).allMatch(OFFSET.asMatchPredicate())) {
            return Optional.empty();
        }
        long[] next = new long[partitions];
        for (int i = 0; i < parts.length; i++) {
            next[i] = Long.parseLong(parts[i]);
        }
        return Optional.of(new Offsets(next));
    }

    int partitions() {
        return next.length;
    }

    long of(int partition) {
        return next[partition];
    }

    /** This place, but in no partition beyond {@code end}. */
    Offsets within(Offsets end) {
        long[] within = next.clone();
        for (int i = 0; i < within.length; i++) {
            within[i] = Math.min(within[i], end.next[i]);
        }
        return new Offsets(within);
    }

    /** True if all up to {@code other} has been read. */
    boolean reached(Offsets other) {
        for (int i = 0; i < next.length; i++) {
            if (next[i] < other.next[i]) {
                return false;
            }
        }
        return true;
    }

    /** True if the record at {@code offset} is still to be read. */
    boolean isAhead(int partition, long offset) {
        return offset >= next[partition];
    }

    /** The place behind the record at {@code offset}. */
    Offsets behind(int partition, long offset) {
        long[] behind = next.clone();
        behind[partition] = offset + 1;
        return new Offsets(behind);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Offsets offsets && Arrays.equals(next, offsets.next);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(next);
    }

    @Override
    public String toString() {
        return Arrays.stream(next).mapToObj(Long::toString).collect(Collectors.joining("-"));
    }
}
