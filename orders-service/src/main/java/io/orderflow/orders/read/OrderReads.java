/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.instances.OrderLocation;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads an order wherever it is, and waits for it where it is not there yet (the book's <em>blocking read</em> that collapses
 * CQRS, chapter 15). While nobody can be asked (start, rebalance) a reader waits too; when orders move between instances, who
 * waits looks again, for what the new one was restored with wakes nobody.
 */
public final class OrderReads {

    private static final Logger LOG = LoggerFactory.getLogger(OrderReads.class);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final OrderView view;
    private final Freshness freshness;
    private final PeerOrders peers;
    private final Waiters waiters;
    private final Set<Search> searches = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Object assignment = "";

    /** Reads of the one instance that there is. */
    public OrderReads(OrderView view, Waiters waiters, ScheduledExecutorService clock, Executor answers) {
        this(view, Freshness.ALWAYS, PeerOrders.NONE, waiters, clock, answers);
    }

    /**
     * @param clock lets those look again who could not see; its thread only hands over
     * @param answers where they look
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    public OrderReads(
            OrderView view,
            Freshness freshness,
            PeerOrders peers,
            Waiters waiters,
            ScheduledExecutorService clock,
            Executor answers) {
        this.view = requireNonNull(view, "view");
        this.freshness = requireNonNull(freshness, "freshness");
        this.peers = requireNonNull(peers, "peers");
        this.waiters = requireNonNull(waiters, "waiters");
        clock.scheduleWithFixedDelay(
                () -> handOver(answers), LOOK_AGAIN_MILLIS, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The order as {@code enough} says, or what can be told of it when {@code timeout} ends. Never completes exceptionally;
     * cancelling it ends the wait.
     */
    public CompletableFuture<ReadResult> read(String orderId, Predicate<Order> enough, Duration timeout) {
        return read(orderId, enough, timeout, false);
    }

    /** As {@link #read(String, Predicate, Duration)}, for another instance: nobody is asked on. */
    public CompletableFuture<ReadResult> readHere(String orderId, Predicate<Order> enough, Duration timeout) {
        return read(orderId, enough, timeout, true);
    }

    /** The copy that this instance keeps for another one, for a third that cannot reach it. */
    public Optional<Order> copy(String orderId) {
        return view.lookAtCopy(orderId) instanceof ViewLookup.Found found
                ? Optional.of(found.order())
                : Optional.empty();
    }

    private CompletableFuture<ReadResult> read(
            String orderId, Predicate<Order> enough, Duration timeout, boolean onlyHere) {
        if (timeout.isZero()) {
            return now(orderId, enough, onlyHere);
        }
        Optional<Waiter> registered = waiters.register(orderId, enough, timeout);
        if (registered.isEmpty()) {
            return CompletableFuture.completedFuture(waiters.closed() ? stopping() : new ReadResult.TooMany());
        }
        Waiter waiter = registered.get();
        ViewLookup first = view.look(orderId);
        if (first instanceof ViewLookup.Found found && enough.test(found.order())) {
            waiter.leave();
            return CompletableFuture.completedFuture(new ReadResult.Met(found.order()));
        }
        Search search = new Search(waiter, view, peers, onlyHere, timeout);
        CompletableFuture<ReadResult> reading = wait(waiter, search, enough, onlyHere);
        search.take(first);
        return reading;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // leaving cannot fail
    private CompletableFuture<ReadResult> wait(
            Waiter waiter, Search search, Predicate<Order> enough, boolean onlyHere) {
        searches.add(search);
        waiter.whenEnded(() -> {
            searches.remove(search);
            search.end();
        });
        CompletableFuture<ReadResult> reading = waiter.answer()
                .thenCompose(order -> order.<ReadResult>map(ReadResult.Met::new)
                        .or(() -> waiters.closed() ? Optional.of(stopping()) : search.lastWord())
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> now(waiter.orderId(), enough, onlyHere)));
        reading.whenComplete((answer, error) -> waiter.leave());
        return reading;
    }

    /** A look that takes long, such as one at a registry that is away, holds up no other and not the clock. */
    private void handOver(Executor answers) {
        if (looking.compareAndSet(false, true)) {
            try {
                answers.execute(() -> {
                    try {
                        lookAgain();
                    } finally {
                        looking.set(false);
                    }
                });
            } catch (RejectedExecutionException e) { // the service ends
                looking.set(false);
            }
        }
    }

    private void lookAgain() {
        try {
            Object now = view.assignment();
            boolean moved = !now.equals(assignment);
            assignment = now;
            for (Search search : searches) {
                if (moved || search.isBlind()) {
                    search.look();
                }
            }
        } catch (RuntimeException e) { // or nobody would ever look again
            LOG.error("Those who wait could not look again", e);
        }
    }

    private CompletableFuture<ReadResult> now(String orderId, Predicate<Order> enough, boolean onlyHere) {
        ViewLookup look = view.look(orderId);
        if (look instanceof ViewLookup.Elsewhere elsewhere && !onlyHere) {
            return nowElsewhere(orderId, enough, elsewhere.where());
        }
        if (look instanceof ViewLookup.Absent absent) {
            return freshness.of(absent.partition()).thenApply(fresh -> lastLook(orderId, enough, fresh));
        }
        return CompletableFuture.completedFuture(reading(look, enough));
    }

    /** That there is no such order is only said by a view that is not behind. */
    private ReadResult lastLook(String orderId, Predicate<Order> enough, boolean fresh) {
        ViewLookup look = view.look(orderId);
        return look instanceof ViewLookup.Absent && !fresh
                ? new ReadResult.Unavailable("not all that was placed has been read yet")
                : reading(look, enough);
    }

    private CompletableFuture<ReadResult> nowElsewhere(String orderId, Predicate<Order> enough, OrderLocation where) {
        return peers.ask(where.owner(), orderId, 0, Duration.ZERO).thenCompose(answer -> {
            if (answer instanceof PeerLook.Away away) {
                return Copies.look(view, peers, where, orderId)
                        .thenApply(copy -> copy.filter(enough)
                                .<ReadResult>map(ReadResult.Met::new)
                                .orElseGet(() -> new ReadResult.Unavailable(away.why())));
            }
            if (answer instanceof PeerLook.Newer newer) {
                return CompletableFuture.completedFuture(reading(newer.order(), enough));
            }
            return CompletableFuture.completedFuture(
                    answer instanceof PeerLook.TooMany ? new ReadResult.TooMany() : new ReadResult.Unknown());
        });
    }

    private static ReadResult reading(ViewLookup look, Predicate<Order> enough) {
        if (look instanceof ViewLookup.Found found) {
            return reading(found.order(), enough);
        }
        if (look instanceof ViewLookup.Unavailable unavailable) {
            return new ReadResult.Unavailable(unavailable.why());
        }
        return look instanceof ViewLookup.Absent
                ? new ReadResult.Unknown()
                : new ReadResult.Unavailable("another instance answers for it");
    }

    private static ReadResult reading(Order order, Predicate<Order> enough) {
        return enough.test(order) ? new ReadResult.Met(order) : new ReadResult.NotYet(order);
    }

    private static ReadResult stopping() {
        return new ReadResult.Unavailable("this instance is stopping");
    }
}
