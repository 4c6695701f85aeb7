/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import java.time.Instant;

/**
 * The time up to which the inputs have been read. While records come, that is the newest record's; when none has come for a
 * while, everything has been read and it is the wall clock's. By it, a service that was down does not call an order too late
 * whose verdicts lie unread on the log.
 */
final class ReadClock {

    private Instant newest = Instant.MIN;
    private boolean read = true;

    /** A record of this time was read. */
    void read(Instant time) {
        newest = time.isAfter(newest) ? time : newest;
        read = true;
    }

    /** The time now; asked at intervals, each long enough for a waiting record to come. */
    Instant tick(Instant wallClock) {
        Instant now = read && newest.isBefore(wallClock) ? newest : wallClock;
        read = false;
        return now;
    }
}
