/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What each client has open, and a bound on it: one client must not take the places of all others. Who has nothing open takes no memory. */
final class PlacesPerClient {

    private final int bound;
    private final Map<Client, Integer> taken = new ConcurrentHashMap<>();

    /** @param bound places that one client may have at once */
    PlacesPerClient(int bound) {
        this.bound = bound;
    }

    /** Takes a place; false if the client has as many as it may. */
    boolean enter(Client client) {
        if (taken.merge(client, 1, Integer::sum) <= bound) {
            return true;
        }
        leave(client);
        return false;
    }

    /** Gives a place back. */
    void leave(Client client) {
        taken.computeIfPresent(client, (same, count) -> count == 1 ? null : count - 1);
    }

    /** How many clients have one. */
    int count() {
        return taken.size();
    }
}
