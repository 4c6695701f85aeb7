/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which instances did not answer lately. Ten thousand requests for orders of an instance that is down must not all connect to
 * it ten times a second: one of them tries now and then, and the others follow once it was answered.
 */
public final class Absences {

    private static final long NANOS_BETWEEN_TRIES = 250_000_000;

    private final Map<Instance, Long> nextTries = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime()} */
    public Absences(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What a request may do. */
    public enum Leave {
        ASK,
        /** Ask without a wait, to see whether it is back. */
        TRY,
        WAIT
    }

    public Leave leave(Instance instance) {
        Long next = nextTries.get(instance);
        if (next == null) {
            return Leave.ASK;
        }
        long now = nanoTime.getAsLong();
        boolean due = now - next >= 0 && nextTries.replace(instance, next, now + NANOS_BETWEEN_TRIES);
        return due ? Leave.TRY : Leave.WAIT;
    }

    public void failed(Instance instance) {
        nextTries.put(instance, nanoTime.getAsLong() + NANOS_BETWEEN_TRIES);
    }

    public void answered(Instance instance) {
        nextTries.remove(instance);
    }
}
