/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

/**
 * What a client asked for, and what it was told.
 *
 * @param client each has one order, and asks for one thing after the other
 * @param at milliseconds after the first order
 * @param instance of the orders service, from 1
 * @param orderId empty while the client knows none
 * @param status 0 if no answer came
 * @param version of the order that was shown; 0 if none was
 * @param state of the order that was shown; empty if none was
 * @param aged whether it was told that there may be a newer version
 * @param retryAfter whether it was told when to come again
 * @param detail what went wrong, in words
 */
record Answer(
        long client,
        long at,
        Asked asked,
        int instance,
        String orderId,
        int status,
        int version,
        String state,
        boolean aged,
        boolean retryAfter,
        String detail) {

    static final int NONE = 0;

    boolean isAcknowledgement() {
        return (asked == Asked.PLACE || asked == Asked.REPEAT) && (status == 200 || status == 201 || status == 202);
    }

    boolean isFinal() {
        return status == 200 && !state.equals("CREATED");
    }

    /** Whether asking again makes sense. */
    boolean isPassing() {
        return status == NONE || status >= 500;
    }

    @Override
    public String toString() {
        return "%s ms, client %s, %s at instance %s: order %s, %s%s%s"
                .formatted(
                        at,
                        client,
                        asked,
                        instance,
                        orderId.isEmpty() ? "?" : orderId,
                        status == NONE ? "no answer" : status,
                        version == 0 ? "" : ", version " + version + " " + state + (aged ? ", perhaps old" : ""),
                        detail.isEmpty() ? "" : ", " + detail);
    }
}
