/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import java.time.Duration;

/** How long until the next try: each time twice as long as before, within bounds. */
record Backoff(Duration next) {

    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration LAST = Duration.ofSeconds(30);

    static Backoff first() {
        return new Backoff(FIRST);
    }

    Backoff longer() {
        Duration twice = next.multipliedBy(2);
        return new Backoff(twice.compareTo(LAST) > 0 ? LAST : twice);
    }
}
