/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import java.util.concurrent.atomic.AtomicBoolean;

/** Has something done once when an asynchronous answer ends, however it does. */
final class AtEnd implements AsyncListener {

    private final AtomicBoolean done = new AtomicBoolean();
    private final Runnable action;

    AtEnd(Runnable action) {
        this.action = action;
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (done.compareAndSet(false, true)) {
            action.run();
        }
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // it is completed then
    }

    @Override
    public void onError(AsyncEvent event) {
        // it is completed then
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        event.getAsyncContext().addListener(this);
    }
}
