/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

/** What is promised to clients, and held against what they were told. */
enum Promise {
    NOT_LOST("what was acknowledged (200, 201, 202) is in topic orders"),
    NOT_BACK("no client is shown an older version after a newer one, unless it is told its age"),
    COMMITTED("every version that was shown is in topic orders, in that state"),
    KNOWN("an order that was acknowledged is never said to be unknown (404)"),
    IDEMPOTENT("the same order placed again is never refused, and not made twice"),
    TAKEN("another order under an id that is taken is never accepted"),
    OWN_WRITE("a read with the token of a cancellation shows its outcome"),
    HONEST("no 5xx but 503 with Retry-After and 504, no 4xx but those due"),
    CURRENT("once all is healed, a read shows the newest version"),
    AUDIT("orderflow audit --settled finds nothing");

    private final String text;

    Promise(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
