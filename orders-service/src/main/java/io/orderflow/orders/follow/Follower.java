/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

/** Is told of records. Nothing here may block but {@link #awaitRoom}. */
public interface Follower {

    /** A record, and the place behind it. False if it is too slow: it is told no more. */
    boolean next(FeedRecord record, Offsets behind);

    /** All up to {@code place} has been told; nothing has come since for a while, or this is where it begins. */
    void idle(Offsets place);

    /** Waits until it has room for more records, but not for ever. False if there was none. */
    boolean awaitRoom();

    /** True once it does not read any more. */
    boolean gone();

    /** It is told no more: it was too slow, or the feed ends. */
    void end();
}
