/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of tokens a client: each request takes one, and they come back at a steady rate. Of a bucket only the time at which it
 * will be full again has to be known (<em>GCRA</em>). So many are kept; beyond that the one that was asked for least lately is
 * forgotten, as if it were full: who has that many addresses is not held by a bound an address, and locks nobody out by it.
 */
public final class TokenBuckets {

    private static final long SECOND = 1_000_000_000;

    private final int size;
    private final long nanosForOne;
    private final LongSupplier nanoTime;
    private final Map<Client, Long> fullAt;

    /**
     * What a bucket has.
     *
     * @param enough true if there is one, or was one to take
     * @param left how many there are
     * @param untilNext how long until there is one; zero if there is
     */
    public record Level(boolean enough, long left, Duration untilNext) {}

    /**
     * @param perSecond how many tokens come back
     * @param size of a bucket
     * @param mostClients whose buckets are kept
     * @param nanoTime as {@link System#nanoTime()}
     */
    public TokenBuckets(int perSecond, int size, int mostClients, LongSupplier nanoTime) {
        this.size = size;
        this.nanosForOne = SECOND / perSecond;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.fullAt = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Client, Long> eldest) {
                return size() > mostClients;
            }
        };
    }

    /** Takes one, if there is one. */
    public synchronized Level take(Client client) {
        long now = nanoTime.getAsLong();
        long missing = missing(client, now);
        if (missing + nanosForOne > size * nanosForOne) {
            return level(false, missing);
        }
        fullAt.put(client, now + missing + nanosForOne);
        return level(true, missing + nanosForOne);
    }

    /** Looks, and takes none. */
    synchronized Level look(Client client) {
        long missing = missing(client, nanoTime.getAsLong());
        return level(missing + nanosForOne <= size * nanosForOne, missing);
    }

    /** How long the bucket takes to be full. */
    private long missing(Client client, long now) {
        Long then = fullAt.get(client);
        return then == null ? 0 : Math.max(0, then - now);
    }

    private Level level(boolean enough, long missing) {
        long tooMuch = missing + nanosForOne - size * nanosForOne;
        return new Level(
                enough, size - (missing + nanosForOne - 1) / nanosForOne, Duration.ofNanos(Math.max(0, tooMuch)));
    }

    /** How many clients' buckets are kept now. */
    synchronized int count() {
        return fullAt.size();
    }
}
