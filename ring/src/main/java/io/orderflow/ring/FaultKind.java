/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can go wrong, and how many seconds it lasts. */
enum FaultKind {
    /** An instance of a service is gone without a word. */
    KILL(3, 9),
    /** An instance stands still for longer than its session, and then goes on as if nothing had been. */
    FREEZE(13, 20),
    /** An instance is gone with its local state. */
    STATE_LOST(2, 6),
    /** A broker is gone, and comes back with what is on its disk. */
    BROKER_KILL(3, 9),
    /** The brokers and one instance of each service cannot reach each other; what is on its way arrives afterwards. */
    NETWORK_CUT(6, 16),
    /** Between the brokers and one instance of each service everything takes long. */
    NETWORK_SLOW(8, 14),
    /** An instance is killed and finds its disk full when it is started again. */
    DISK_FULL(10, 15),
    /** The mail server is gone. */
    SMTP_AWAY(8, 15),
    /** The schema registry is gone, and an instance that starts meanwhile has nobody to ask. */
    REGISTRY_AWAY(8, 15),
    /** The instances of a service are stopped in order and started again, one when the other is ready. */
    ROLLING_RESTART(25, 25);

    /** The least and the most that it lasts; a rolling restart takes as long as it takes. */
    private final int least;

    private final int most;

    FaultKind(int least, int most) {
        this.least = least;
        this.most = most;
    }

    int least() {
        return least;
    }

    int most() {
        return most;
    }

    /** As it is written: {@code kill}, {@code network-cut}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static List<String> names() {
        return Arrays.stream(values()).map(FaultKind::toString).toList();
    }

    /** @throws RingException if there is none of that name */
    static FaultKind named(String name) {
        return Arrays.stream(values())
                .filter(kind -> kind.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new RingException("--faults=%s: must be some of %s".formatted(name, names())));
    }
}
