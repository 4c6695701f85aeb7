/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Predicate;

/**
 * One reader's way through the topic: each record once and in its partition's order, whether it comes from the catching up or
 * from the tail. While it catches up, what the tail brings is held back, up to a bound.
 */
final class Subscription {

    private static final int MOST_HELD = 1_000;
    private static final int MOST_HELD_CHARACTERS = 500_000;

    private final Follower reader;
    private final Predicate<String> wanted;
    private final Queue<FeedRecord> held = new ArrayDeque<>();
    private Offsets place;
    private int heldCharacters;
    private boolean holding;
    private boolean overflown;
    private boolean ended;

    /** @param wanted tells by what a record is about whether the reader wants it */
    Subscription(Follower reader, Predicate<String> wanted, Offsets place) {
        this.reader = requireNonNull(reader, "reader");
        this.wanted = requireNonNull(wanted, "wanted");
        this.place = requireNonNull(place, "place");
    }

    synchronized Offsets place() {
        return place;
    }

    synchronized boolean ended() {
        return ended || reader.gone();
    }

    /** From now on holds back what the tail brings. */
    synchronized void hold() {
        holding = true;
        overflown = false;
        held.clear();
        heldCharacters = 0;
    }

    /** Tells what was held back, and goes on with the tail; false if it was too much, and it must catch up further. */
    synchronized boolean release() {
        if (overflown) {
            return false;
        }
        holding = false;
        held.forEach(this::tell);
        held.clear();
        return true;
    }

    /** A record from the tail. */
    synchronized void live(FeedRecord record) {
        if (!holding) {
            tell(record);
        } else if (held.size() < MOST_HELD && heldCharacters < MOST_HELD_CHARACTERS) {
            held.add(record);
            heldCharacters += record.data().length();
        } else {
            overflown = true;
        }
    }

    /** A record that it missed; waits until there is room for it. */
    void missed(FeedRecord record) {
        if (!reader.awaitRoom()) {
            end();
        }
        tell(record);
    }

    /** The tail is at {@code tail}, and nothing has come for a while. */
    synchronized void idle(Offsets tail) {
        if (!holding && !ended) {
            place = tail;
            reader.idle(place);
        }
    }

    synchronized void end() {
        if (!ended) {
            ended = true;
            reader.end();
        }
    }

    private synchronized void tell(FeedRecord record) {
        if (ended() || !place.isAhead(record.partition(), record.offset())) {
            return;
        }
        place = place.behind(record.partition(), record.offset());
        if (wanted.test(record.about()) && !reader.next(record, place)) {
            end();
        }
    }
}
