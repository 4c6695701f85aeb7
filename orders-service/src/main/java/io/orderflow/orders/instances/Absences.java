/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Which instances did not answer lately, or not for which partition. Ten thousand requests for orders of an instance that is
 * down must not all connect to it ten times a second: one of them tries now and then, and the others follow once it was
 * answered.
 *
 * @param <T> what may be away
 */
final class Absences<T> {

    private static final long NANOS_BETWEEN_TRIES = 250_000_000;

    private final Map<T, Long> nextTries = new ConcurrentHashMap<>();
    private final Map<T, Long> answers = new ConcurrentHashMap<>();
    private final LongSupplier nanoTime;

    /** @param nanoTime as {@link System#nanoTime()} */
    Absences(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What a request may do. */
    enum Leave {
        ASK,
        /** Ask without a wait, to see whether it is back. */
        TRY,
        WAIT
    }

    Leave leave(T target) {
        Long next = nextTries.get(target);
        if (next == null) {
            return Leave.ASK;
        }
        long now = nanoTime.getAsLong();
        boolean due = now - next >= 0 && nextTries.replace(target, next, now + NANOS_BETWEEN_TRIES);
        return due ? Leave.TRY : Leave.WAIT;
    }

    /**
     * It did not answer.
     *
     * @param asked when it was asked; if it has answered others since, it is there
     */
    void failed(T target, long asked) {
        Long answered = answers.get(target);
        if (answered == null || answered - asked < 0) {
            nextTries.put(target, nanoTime.getAsLong() + NANOS_BETWEEN_TRIES);
        }
    }

    void answered(T target) {
        answers.put(target, nanoTime.getAsLong());
        nextTries.remove(target);
    }
}
