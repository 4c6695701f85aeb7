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
 * Once orders are decided late, only so many may be under way as are decided within the longest wait: for each that is decided, one
 * more is taken in. Those that are taken in thus never wait for long, and those that are refused know it at once. A bound on the
 * number, not on the rate: where decisions get slow because the machine is busy, a rate that follows them would fall for ever.
 *
 * <p>Orders that wait because a check is away are no overload: where nothing is decided, all are taken in, up to the number that
 * fits in memory.
 */
public final class AdmissionControl {

    /** What has become so far of the commands of this instance, and of the orders of its partitions. */
    public interface Progress {

        /** Orders that are taken in and not decided: not written yet, not read by the life cycle yet, or waiting for their checks. */
        long underWay();

        /** Orders that their checks have decided; only ever grows. */
        long decided();

        /** How long those waited together. */
        Duration waited();
    }

    /** So many may always be under way, however long they wait: a cold start is slow too, and few at a time are decided slowly. */
    private static final long NO_QUEUE = 1_000;

    /** Of the orders that are decided, so many are taken in while too many are under way: some of those may stand still. */
    private static final double REFILL = 0.5;

    private static final long MILLIS_BETWEEN_LOOKS = 50;
    private static final double WEIGHT_OF_NEWEST = 0.1;

    /** What is left after a second of the highest rate so far: a pause of the machine says nothing about what it can decide. */
    private static final double LEFT_OF_HIGHEST = 0.9;

    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);
    private static final Duration LATEST_RETRY = Duration.ofSeconds(30);

    private final Progress progress;
    private final Duration longestWait;
    private final long undecidedMax;
    private final LongSupplier nanoTime;
    private final LongAdder refused = new LongAdder();

    private long looked;
    private long decided;
    private Duration waited = Duration.ZERO;
    private double perSecond;
    private double highestPerSecond;
    private long lastDecision;
    private Duration wait = Duration.ZERO;
    private Duration expected = Duration.ZERO;
    private long places;

    /**
     * @param longestWait how long orders may wait for their decision
     * @param undecidedMax how many may be under way at any time
     * @param nanoTime as {@link System#nanoTime()}
     */
    public AdmissionControl(Progress progress, Duration longestWait, long undecidedMax, LongSupplier nanoTime) {
        this.progress = requireNonNull(progress, "progress");
        this.longestWait = requireNonNull(longestWait, "longestWait");
        this.undecidedMax = undecidedMax;
        this.nanoTime = requireNonNull(nanoTime, "nanoTime");
        this.looked = nanoTime.getAsLong();
        this.lastDecision = looked;
        this.places = undecidedMax;
    }

    /** Has it look as often as it needs to, as long as {@code clock} runs. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    public void lookAt(ScheduledExecutorService clock) {
        clock.scheduleWithFixedDelay(this::look, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /** Looks how far the orders have come since it last looked. */
    synchronized void look() {
        long now = nanoTime.getAsLong();
        double seconds = Math.max(1, now - looked) / 1e9;
        long more = progress.decided() - decided;
        Duration moreWaited = progress.waited().minus(waited);
        looked = now;
        decided += more;
        waited = waited.plus(moreWaited);
        perSecond += WEIGHT_OF_NEWEST * (more / seconds - perSecond);
        highestPerSecond = Math.max(perSecond, highestPerSecond * Math.pow(LEFT_OF_HIGHEST, seconds));
        if (more > 0) {
            lastDecision = now;
            wait = moreWaited.dividedBy(more);
        } else if (now - lastDecision > LONGEST_SILENCE.toNanos()) {
            wait = Duration.ZERO;
        }
        long underWay = progress.underWay();
        expected = Duration.ofMillis((long) (1_000 * underWay / Math.max(1, perSecond)));
        places = Math.max(0, undecidedMax - underWay);
        if (isSlow()) {
            double withinWait = Math.max(NO_QUEUE, highestPerSecond * longestWait.toMillis() / 1_000);
            double refill = perSecond * seconds * REFILL;
            places = Math.min(places, Math.round(Math.max(withinWait - underWay, refill)));
        }
    }

    /** Half of the longest wait, as what is decided now tells late how long the queue has become. */
    private boolean isSlow() {
        return wait.compareTo(longestWait.dividedBy(2)) > 0;
    }

    /** Nothing if one more order may be placed; else how long it takes to decide those that are under way. */
    public synchronized Optional<Duration> refusal() {
        if (places == 0) {
            refused.increment();
            return Optional.of(expected.compareTo(LATEST_RETRY) < 0 ? expected : LATEST_RETRY);
        }
        places--;
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
