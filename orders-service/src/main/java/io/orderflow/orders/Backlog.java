/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.place.AdmissionControl;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * How many orders wait for their checks at this instance, and since when the oldest does: what the life cycle of each of its
 * partitions said last. Nothing is read to tell: the store knows its size, and the look for deadlines meets the oldest anyway.
 */
final class Backlog implements AdmissionControl.Progress {

    private final LongSupplier unacknowledged;
    private final Map<Integer, Part> parts = new ConcurrentHashMap<>();
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final LongAdder decided = new LongAdder();
    private final LongAdder waitedMillis = new LongAdder();

    /**
     * @param unacknowledged how many commands of this instance are not known to be in the log yet
     */
    Backlog(LongSupplier unacknowledged) {
        this.unacknowledged = requireNonNull(unacknowledged, "unacknowledged");
    }

    /** What the life cycle of one partition says; it ends with {@link Part#close}. */
    Part of(int partition) {
        Part part = new Part(partition);
        parts.put(partition, part);
        return part;
    }

    /** An order was decided by its checks, {@code waited} after it was placed. */
    void decided(Duration waited) {
        decided.increment();
        waitedMillis.add(Math.max(0, waited.toMillis()));
    }

    /** This instance has written a command, into a partition whose life cycle may be another instance's. */
    void written(CommandPosition command) {
        ends.merge(command.partition(), command.offset() + 1, Math::max);
    }

    @Override
    public long underWay() {
        return unacknowledged.getAsLong() + unread() + undecided();
    }

    private long unread() {
        return parts.values().stream()
                .mapToLong(part -> Math.max(0, ends.getOrDefault(part.partition, 0L) - part.read))
                .sum();
    }

    @Override
    public long decided() {
        return decided.sum();
    }

    @Override
    public Duration waited() {
        return Duration.ofMillis(waitedMillis.sum());
    }

    /** Orders that are not decided. */
    long undecided() {
        return parts.values().stream().mapToLong(part -> part.orders).sum();
    }

    /** How long the oldest of them has waited at {@code now}; nothing where none waits. */
    Duration oldest(Instant now) {
        return parts.values().stream()
                .filter(part -> part.orders > 0)
                .flatMap(part -> part.oldest.stream())
                .min(Instant::compareTo)
                .map(since -> Duration.between(since, now))
                .filter(age -> !age.isNegative())
                .orElse(Duration.ZERO);
    }

    /** One partition's part: written by its stream thread, read by any thread. */
    final class Part {

        private final int partition;
        private volatile long orders;
        private volatile long read = Long.MAX_VALUE;
        private volatile Optional<Instant> oldest = Optional.empty();

        private Part(int partition) {
            this.partition = partition;
        }

        /** The command at {@code offset} has been read. */
        void read(long offset) {
            read = offset + 1;
        }

        void holds(long orders) {
            this.orders = orders;
        }

        /** Since when the oldest waits, if any does. */
        void oldest(Optional<Instant> since) {
            oldest = since;
        }

        /** The partition is another instance's now, or has another part here already. */
        void close() {
            parts.remove(partition, this);
        }
    }
}
