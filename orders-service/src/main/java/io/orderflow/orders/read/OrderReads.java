/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.http.CancellableFutures;
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
 * Reads orders of this instance, and waits for those that are not as wanted yet (the book's <em>blocking read</em> that
 * collapses CQRS, chapter 15). While the view cannot be read (start, rebalance) a read waits too; one whose order moves to
 * another instance ends with {@link ReadResult.Elsewhere}.
 */
public final class OrderReads {

    private static final Logger LOG = LoggerFactory.getLogger(OrderReads.class);
    private static final long LOOK_AGAIN_MILLIS = 100;

    private final OrderView view;
    private final Freshness freshness;
    private final Waiters waiters;
    private final Set<Reading> readings = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private volatile Object assignment = "";

    /**
     * @param clock lets reads look again that the view could not answer; its thread only hands over
     * @param answers where they look
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    public OrderReads(
            OrderView view, Freshness freshness, Waiters waiters, ScheduledExecutorService clock, Executor answers) {
        this.view = requireNonNull(view, "view");
        this.freshness = requireNonNull(freshness, "freshness");
        this.waiters = requireNonNull(waiters, "waiters");
        clock.scheduleWithFixedDelay(
                () -> handOver(answers), LOOK_AGAIN_MILLIS, LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * The order as {@code enough} says, or what can be told of it when {@code timeout} ends. An order that is not {@code who}'s is
     * as if there were none, in all that is done and in the time that it takes. While another instance may have gone on with it,
     * the log is asked first. Never completes exceptionally; cancelling it ends the wait.
     */
    public CompletableFuture<ReadResult> read(Identity who, String orderId, Predicate<Order> enough, Duration timeout) {
        return CancellableFutures.flatMap(
                readHere(who, orderId, enough, timeout), result -> confirmed(result, who, orderId, enough));
    }

    private CompletableFuture<ReadResult> confirmed(
            ReadResult result, Identity who, String orderId, Predicate<Order> enough) {
        Optional<Duration> doubt = shows(result) ? freshness.doubt() : Optional.empty();
        if (doubt.isEmpty()) {
            return CompletableFuture.completedFuture(result);
        }
        ViewLookup look = look(who, orderId);
        if (!(look instanceof ViewLookup.Found found)) {
            return CompletableFuture.completedFuture(result(look, enough));
        }
        return CancellableFutures.map(freshness.ofOrders(found.partition()), fresh -> {
            ReadResult now = result(look(who, orderId), enough);
            return fresh || !shows(now) ? now : new ReadResult.Old(now, doubt.get());
        });
    }

    private static boolean shows(ReadResult result) {
        return result instanceof ReadResult.Met || result instanceof ReadResult.NotYet;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // leaving cannot fail
    private CompletableFuture<ReadResult> readHere(
            Identity who, String orderId, Predicate<Order> enough, Duration timeout) {
        if (timeout.isZero()) {
            return now(who, orderId, enough);
        }
        Predicate<Order> theirs = who::sees;
        Optional<Waiter> registered = waiters.register(orderId, theirs.and(enough), timeout);
        if (registered.isEmpty()) {
            return CompletableFuture.completedFuture(waiters.closed() ? stopping() : new ReadResult.TooMany());
        }
        Waiter waiter = registered.get();
        ViewLookup first = look(who, orderId);
        if (first instanceof ViewLookup.Found found && enough.test(found.order())) {
            waiter.leave();
            return CompletableFuture.completedFuture(new ReadResult.Met(found.order()));
        }
        if (first instanceof ViewLookup.Elsewhere) {
            waiter.leave();
            return CompletableFuture.completedFuture(new ReadResult.Elsewhere());
        }
        Reading reading = new Reading(waiter);
        readings.add(reading);
        waiter.whenEnded(() -> readings.remove(reading));
        reading.take(first);
        CompletableFuture<ReadResult> result = waiter.answer()
                .thenCompose(order -> order.<ReadResult>map(ReadResult.Met::new)
                        .or(() -> waiters.closed() ? Optional.of(stopping()) : reading.elsewhere())
                        .map(CompletableFuture::completedFuture)
                        .orElseGet(() -> now(who, orderId, enough)));
        result.whenComplete((done, fault) -> waiter.leave());
        return result;
    }

    /** As {@link #read}, of a view that shows what {@code written} led to: <em>read your own writes</em>. */
    @SuppressWarnings("FutureReturnValueIgnored") // leaving cannot fail
    public CompletableFuture<ReadResult> readAfter(
            CommandPosition written, Identity who, String orderId, Predicate<Order> enough, Duration timeout) {
        if (view.look(orderId) instanceof ViewLookup.Elsewhere) {
            return CompletableFuture.completedFuture(new ReadResult.Elsewhere());
        }
        Optional<Waiter> place = waiters.register(orderId, order -> false, timeout); // anybody can make a token
        if (place.isEmpty()) {
            return CompletableFuture.completedFuture(waiters.closed() ? stopping() : new ReadResult.TooMany());
        }
        long deadline = System.nanoTime() + timeout.toNanos();
        CompletableFuture<ReadResult> result = CancellableFutures.flatMap(freshness.after(written), shows -> {
            place.get().leave();
            Duration left = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
            if (shows) {
                return read(who, orderId, enough, left);
            }
            return left.isZero() || waiters.closed()
                    ? CompletableFuture.completedFuture(new ReadResult.Unavailable(
                            "what the %s stands for has not been read yet".formatted(CommandPosition.HEADER)))
                    : readAfter(written, who, orderId, enough, left);
        });
        result.whenComplete((done, fault) -> place.get().leave());
        return result;
    }

    /** The copy that this instance keeps of another one's order, for while that one cannot be reached: it may be behind. */
    public Optional<Order> copy(Identity who, String orderId) {
        return view.lookAtCopy(orderId) instanceof ViewLookup.Found found
                ? Optional.of(found.order()).filter(who::sees)
                : Optional.empty();
    }

    /** A request that waits. The record itself will wake it, except while the view cannot be read. */
    private static final class Reading {

        private final Waiter waiter;
        private volatile boolean unread;
        private volatile boolean moved;

        Reading(Waiter waiter) {
            this.waiter = waiter;
        }

        void take(ViewLookup look) {
            unread = look instanceof ViewLookup.Unavailable;
            if (look instanceof ViewLookup.Found found) {
                waiter.see(found.order());
            } else if (look instanceof ViewLookup.Elsewhere) {
                moved = true;
                waiter.expire();
            }
        }

        Optional<ReadResult> elsewhere() {
            return moved ? Optional.of(new ReadResult.Elsewhere()) : Optional.empty();
        }
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
            for (Reading reading : readings) {
                if (moved || reading.unread) {
                    reading.take(view.look(reading.waiter.orderId()));
                }
            }
        } catch (RuntimeException e) { // or no request would ever look again
            LOG.error("Requests that wait could not look again", e);
        }
    }

    private ViewLookup look(Identity who, String orderId) {
        ViewLookup look = view.look(orderId);
        return look instanceof ViewLookup.Found found && !who.sees(found.order())
                ? new ViewLookup.Absent(found.partition())
                : look;
    }

    private CompletableFuture<ReadResult> now(Identity who, String orderId, Predicate<Order> enough) {
        ViewLookup look = look(who, orderId);
        return look instanceof ViewLookup.Absent absent
                ? freshness.of(absent.partition()).thenApply(fresh -> lastLook(who, orderId, enough, fresh))
                : CompletableFuture.completedFuture(result(look, enough));
    }

    /** That there is no such order is only said by a view that is not behind. */
    private ReadResult lastLook(Identity who, String orderId, Predicate<Order> enough, boolean fresh) {
        ViewLookup look = look(who, orderId);
        return look instanceof ViewLookup.Absent && !fresh
                ? new ReadResult.Unavailable("not all that was placed has been read yet")
                : result(look, enough);
    }

    private static ReadResult result(ViewLookup look, Predicate<Order> enough) {
        if (look instanceof ViewLookup.Found found) {
            return enough.test(found.order())
                    ? new ReadResult.Met(found.order())
                    : new ReadResult.NotYet(found.order());
        }
        if (look instanceof ViewLookup.Unavailable unavailable) {
            return new ReadResult.Unavailable(unavailable.why());
        }
        return look instanceof ViewLookup.Absent ? new ReadResult.Unknown() : new ReadResult.Elsewhere();
    }

    private static ReadResult stopping() {
        return new ReadResult.Unavailable("this instance is stopping");
    }
}
