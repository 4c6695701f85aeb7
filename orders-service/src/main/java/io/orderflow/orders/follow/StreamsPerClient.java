/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How many streams each client address has open, and a bound on them: one client must not take the places of all others. */
public final class StreamsPerClient {

    private final int bound;
    private final Map<String, Integer> open = new ConcurrentHashMap<>();

    /** @param bound streams that one address may have open at once */
    public StreamsPerClient(int bound) {
        this.bound = bound;
    }

    int bound() {
        return bound;
    }

    /** Takes a place for a stream to {@code address}; false if it has as many as it may. */
    boolean enter(String address) {
        return open.merge(address, 1, (before, one) -> Math.min(before + one, bound + 1)) <= bound || !leave(address);
    }

    /** Gives a place back when a stream has ended; always true. */
    boolean leave(String address) {
        open.computeIfPresent(address, (client, count) -> count == 1 ? null : count - 1);
        return true;
    }
}
