/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.OrderLocation;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One who waits, and where the order is sought for him: in the view here, where the record itself will wake him; at the
 * instance that answers for it; or for the moment nowhere, until he {@linkplain #look looks} again.
 */
final class Search {

    /** The other instance's answer should be here before timeout ends. */
    private static final long MILLIS_ON_THE_WAY = 50;

    private final Waiter waiter;
    private final OrderView view;
    private final PeerOrders peers;
    private final boolean onlyHere;
    private final long deadline;
    private @Nullable Instance asked;
    private @Nullable CompletableFuture<PeerLook> question;
    private @Nullable Order seen;
    private boolean copiesAsked;
    private volatile boolean blind;
    private volatile @Nullable ReadResult lastWord;

    /** @param onlyHere true where another instance asks, so that nobody is asked on */
    Search(Waiter waiter, OrderView view, PeerOrders peers, boolean onlyHere, Duration timeout) {
        this.waiter = waiter;
        this.view = view;
        this.peers = peers;
        this.onlyHere = onlyHere;
        this.deadline = System.nanoTime() + timeout.toNanos();
    }

    /** True if he must look again, as nobody will wake him. */
    boolean isBlind() {
        return blind;
    }

    /** What ended the wait, if it was not timeout. */
    Optional<ReadResult> lastWord() {
        return Optional.ofNullable(lastWord);
    }

    /** Seeks the order where it is now. */
    void look() {
        if (!waiter.hasEnded()) {
            take(view.look(waiter.orderId()));
        }
    }

    /** Goes on from what a look has shown. */
    synchronized void take(ViewLookup look) {
        if (look instanceof ViewLookup.Elsewhere elsewhere) {
            lookElsewhere(elsewhere.where());
            return;
        }
        drop();
        blind = look instanceof ViewLookup.Unavailable;
        if (look instanceof ViewLookup.Found found) {
            waiter.see(found.order());
        }
    }

    private void lookElsewhere(OrderLocation where) {
        if (onlyHere) {
            endWith(new ReadResult.Unavailable("another instance answers for it"));
        } else if (question == null || !where.owner().equals(asked)) {
            drop();
            ask(where);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // its end is answered()
    private void ask(OrderLocation where) {
        blind = false;
        Order known = seen;
        CompletableFuture<PeerLook> asking =
                peers.ask(where.owner(), waiter.orderId(), known == null ? 0 : known.getVersion(), timeout());
        asked = where.owner();
        question = asking;
        asking.whenComplete((answer, error) -> answered(asking, where, answer));
    }

    private boolean isNews(Order order) {
        return seen == null || order.getVersion() > seen.getVersion();
    }

    private Duration timeout() {
        long left = Math.max(0, (deadline - System.nanoTime()) / 1_000_000);
        return Duration.ofMillis(left - Math.min(left / 10, MILLIS_ON_THE_WAY));
    }

    private synchronized void answered(
            CompletableFuture<PeerLook> asking, OrderLocation where, @Nullable PeerLook answer) {
        if (question != asking || answer == null) {
            return; // he has looked elsewhere since
        }
        question = null;
        if (answer instanceof PeerLook.Newer newer && isNews(newer.order())) {
            seen = newer.order();
            waiter.see(newer.order());
            look();
        } else if (answer instanceof PeerLook.NothingNewer) {
            Order known = seen;
            endWith(known == null ? new ReadResult.Unknown() : new ReadResult.NotYet(known));
        } else if (answer instanceof PeerLook.TooMany) {
            endWith(new ReadResult.TooMany());
        } else {
            blind = true;
            lookAtCopies(where);
        }
    }

    /** The one that answers for it is away: a copy will do, if it shows what is wanted. */
    @SuppressWarnings("FutureReturnValueIgnored") // sees, or not
    private void lookAtCopies(OrderLocation where) {
        if (copiesAsked) {
            return;
        }
        copiesAsked = true;
        Copies.look(view, peers, where, waiter.orderId()).thenAccept(copy -> copy.ifPresent(waiter::see));
    }

    private void endWith(ReadResult reading) {
        lastWord = reading;
        waiter.expire();
    }

    /** He waits no longer. */
    synchronized void end() {
        blind = false;
        drop();
    }

    private void drop() {
        CompletableFuture<PeerLook> asking = question;
        question = null;
        if (asking != null) {
            asking.cancel(true);
        }
    }
}
