/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common;

import java.time.Duration;
import java.time.Instant;

/**
 * The one rule for times that others tell: of records and within them. A clock may be a little ahead; but a time further in the
 * future, or before this century, is no time (a missing one, seconds or microseconds where milliseconds belong), and what were
 * computed from it would be wrong long after: windows would close, deadlines never come, every later version be dated with it.
 * Whoever keeps, compares or passes on a time of others asks here first.
 */
public final class PlausibleTime {

    /** How far another's clock may be ahead. */
    public static final Duration AHEAD = Duration.ofMinutes(1);

    private static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

    private PlausibleTime() {}

    /** {@code told} if that can be true at {@code now}, by this program's clock; else {@code now}. */
    public static Instant of(Instant told, Instant now) {
        return isPlausible(told, now) ? told : now;
    }

    /** Whether {@code told} can be true at {@code now}. */
    public static boolean isPlausible(Instant told, Instant now) {
        return !told.isBefore(EARLIEST) && !told.isAfter(now.plus(AHEAD));
    }
}
