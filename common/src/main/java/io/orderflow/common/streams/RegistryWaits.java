/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** What a service's global stores wait for, so that its health can tell. Safe for use by several threads. */
final class RegistryWaits {

    /** The configuration key under which interceptors find their service's {@link RegistryWaits}. */
    static final String CONFIG = "orderflow.waits";

    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(500);

    private volatile String reason = "";
    private volatile boolean ended;

    /** Those of the service whose configuration this is. */
    static RegistryWaits of(Map<String, ?> config) {
        return config.get(CONFIG) instanceof RegistryWaits waits ? waits : new RegistryWaits();
    }

    /** Waits a moment because of {@code why}; false if there is nothing to wait for any more, since the service stops. */
    boolean pause(String why) {
        if (ended || Thread.currentThread().isInterrupted()) {
            return false;
        }
        reason = why;
        LockSupport.parkNanos(PAUSE);
        return !ended;
    }

    /** What was waited for is there. */
    void over() {
        reason = "";
    }

    /** The service stops: nobody waits from now on. */
    void end() {
        ended = true;
    }

    /** What is waited for now, if anything is. */
    Optional<String> reason() {
        return reason.isEmpty() ? Optional.empty() : Optional.of(reason);
    }
}
