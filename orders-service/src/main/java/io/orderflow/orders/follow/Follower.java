/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

/** Who is told of records. Nothing here may block but {@link #awaitRoom}. */
public interface Follower {

    /** A record, and the place behind it. False if he is too slow: he is told no more. */
    boolean next(FeedRecord record, Offsets behind);

    /** All up to {@code place} has been told; nothing has come since for a while, or this is where he begins. */
    void idle(Offsets place);

    /** Waits until he has room for more records, but not for ever. False if there was none. */
    boolean awaitRoom();

    /** True once he does not read any more. */
    boolean gone();

    /** He is told no more: he was too slow, or the feed ends. */
    void end();
}
