/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/**
 * Says which orders are refused before anything of them is written, because more come than can be decided (<em>load shedding</em>).
 * What it goes by is how long the orders that are decided now have waited: above a bound, fewer are taken in than are decided, until
 * the queue is short again. Those that are taken in thus never wait for long, and those that are refused know it at once.
 *
 * <p>Orders that wait because a check is away are no overload: where nothing is decided, all are taken in, up to the number that
 * fits in memory.
 */
public final class AdmissionControl {

    /** What the life cycle of this instance's partitions has done so far. */
    public interface Progress {

        /** Orders that wait for their checks. */
        long undecided();

        /** Commands that this instance has written, and the life cycle has not read. */
        long unread();

        /** Orders that their checks have decided; only ever grows. */
        long decided();

        /** How long those waited together. */
        Duration waited();
    }

    /** Fewer orders than these are no queue worth a refusal, however long they wait: a cold start is slow too. */
    private static final long NO_QUEUE = 500;

    /** Of the orders that are decided, so many are taken in anew, so that the queue shrinks. */
    private static final double REFILL = 0.8;

    private static final long MILLIS_BETWEEN_LOOKS = 100;
    private static final double WEIGHT_OF_NEWEST = 0.2;
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LATEST_RETRY = Duration.ofSeconds(30);
    private static final long ALL = Long.MAX_VALUE;

    private final Progress progress;
    private final Duration longestWait;
    private final long undecidedMax;
    private final LongSupplier nanoTime;
    private final LongAdder refused = new LongAdder();

    private long looked;
    private long decided;
    private Duration waited = Duration.ZERO;
    private double perSecond;
    private long lastDecision;
    private Duration wait = Duration.ZERO;
    private Duration expected = Duration.ZERO;
    private long places = ALL;

    /**
     * @param longestWait how long orders may wait for their decision
     * @param undecidedMax how many may wait
     * @param nanoTime as {@link System#nanoTime()}
     */
    public AdmissionControl(Progress progress, Duration longestWait, long undecidedMax, LongSupplier nanoTime) {
        this.progress = requireNonNull(progress, "progress");
        this.longestWait = requireNonNull(longestWait, "longestWait");
        this.undecidedMax = undecidedMax;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.looked = nanoTime.getAsLong();
        this.lastDecision = looked;
    }

    /** Has it look as often as it needs to, as long as {@code clock} runs. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    public void lookAt(ScheduledExecutorService clock) {
        clock.scheduleWithFixedDelay(this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Looks how far the life cycle has come since it last looked. */
    synchronized void look() {
        long now = nanoTime.getAsLong();
        double seconds = Math.max(1, now - looked) / 1e9;
        long more = progress.decided() - decided;
        Duration moreWaited = progress.waited().minus(waited);
        looked = now;
        decided += more;
        waited = waited.plus(moreWaited);
        perSecond += WEIGHT_OF_NEWEST * (more / seconds - perSecond);
        if (more > 0) {
            lastDecision = now;
            wait = moreWaited.dividedBy(more);
        } else if (now - lastDecision > LONGEST_SILENCE.toNanos()) {
            wait = Duration.ZERO;
        }
        long waiting = progress.undecided() + progress.unread();
        expected = Duration.ofMillis((long) (1_000 * waiting / Math.max(1, perSecond)));
        places = waiting >= NO_QUEUE && waitsTooLong() ? Math.round(perSecond * seconds * REFILL) : ALL;
    }

    /** What is decided now tells late how long the queue has become; the number of those who wait tells at once, but not why they do. */
    private boolean waitsTooLong() {
        boolean willWaitTooLong = expected.compareTo(longestWait) > 0 && wait.compareTo(longestWait.dividedBy(2)) > 0;
        return willWaitTooLong || wait.compareTo(longestWait) > 0;
    }

    /** Nothing if one more order may be placed; else how long it takes to decide those that wait. */
    public synchronized Optional<Duration> refusal() {
        boolean full = progress.undecided() >= undecidedMax;
        if (full || places == 0) {
            refused.increment();
            return Optional.of(expected.compareTo(LATEST_RETRY) < 0 ? expected : LATEST_RETRY);
        }
        if (places != ALL) {
            places--;
        }
        return Optional.empty();
    }

    /** How long the orders that were decided last had waited; zero if none was lately. */
    public synchronized Duration lastWait() {
        return wait;
    }

    /** How many orders were refused so far. */
    public long refused() {
        return refused.sum();
    }
}
