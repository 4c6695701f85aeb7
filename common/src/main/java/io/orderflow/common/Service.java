/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** One program's work: started once, closed once. Several may live in one process. */
public interface Service extends AutoCloseable {

    /** The service's name, which is also its application id and consumer group. */
    String name();

    /**
     * Checks what the service needs and starts it; returns before it is {@linkplain Health#ready() ready}.
     *
     * @throws StartException if it cannot start, with what to do about it
     */
    void start();

    /** How it is now. Cheap, and callable from any thread at any time. */
    Health health();

    /** The Streams topology as text, where there is one. */
    default Optional<String> topology() {
        return Optional.empty();
    }

    /** Adds what it counts. Called once, after {@link #start}. */
    default void bindTo(MeterRegistry registry) {}

    /** Stops cleanly within ten seconds. May be called twice, and before {@link #start}. */
    @Override
    void close();
}
