/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Stands for the life cycle, and for the time it takes. */
public final class FakeProgress implements AdmissionControl.Progress {

    public volatile long underWay;
    private final AtomicLong decided = new AtomicLong();
    private final AtomicLong waitedMillis = new AtomicLong();
    private final AtomicLong now = new AtomicLong();

    /** So many more orders are decided, each so long after it was placed, while {@code time} passes. */
    public void decides(long orders, Duration each, Duration time) {
        decided.addAndGet(orders);
        waitedMillis.addAndGet(each.toMillis() * orders);
        passes(time);
    }

    public void passes(Duration time) {
        now.addAndGet(time.toNanos());
    }

    public long nanoTime() {
        return now.get();
    }

    @Override
    public long underWay() {
        return underWay;
    }

    @Override
    public long decided() {
        return decided.get();
    }

    @Override
    public Duration waited() {
        return Duration.ofMillis(waitedMillis.get());
    }
}
