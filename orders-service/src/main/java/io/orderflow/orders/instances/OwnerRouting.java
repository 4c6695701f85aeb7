/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.commands.CommandPosition;
import io.orderflow.orders.http.Answers;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.ParkedRequests;
import jakarta.ws.rs.core.Response;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a request about an order answered by the instance that owns the order: here, or by forwarding it and handing the answer
 * back as it is. Orders move when instances come and go, so there is one rule: an instance that does not answer for the order
 * (any more) says {@link ForwardedRequest#MISDIRECTED}, one that cannot read it now {@link ForwardedRequest#LOOK_AGAIN}, one
 * that is down says nothing, and in all cases the owner is looked up again until the client's wait ends. Meanwhile, a copy that
 * shows what is wanted will do.
 */
public final class OwnerRouting {

    /** What of an owner's answer is its own; the rest this instance says itself. */
    private static final List<String> HANDED_BACK = List.of(
            "Age", "Content-Type", "ETag", "Location", "Retry-After", "WWW-Authenticate", CommandPosition.HEADER);

    private static final Logger LOG = LoggerFactory.getLogger(OwnerRouting.class);
    private static final long MILLIS_BETWEEN_LOOKS = 100;

    private final PeerInstances peers;
    private final PeerClient client;
    private final Duration peerTimeout;
    private final ParkedRequests parked;
    private final RetryUntilDeadline retry;
    private final Absences<Instance> unreachable = new Absences<>(System::nanoTime);
    private final Absences<Ownership> misdirecting = new Absences<>(System::nanoTime);
    private final Set<Exchange> exchanges = ConcurrentHashMap.newKeySet();
    private Object assignment = "";

    /**
     * @param peerTimeout how long an answer may be on its way, the wait that was asked for not counted
     * @param parked bounds how many requests may be forwarded at once
     * @param clock notices that orders have moved
     * @param answers where requests are tried again
     */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    public OwnerRouting(
            PeerInstances peers,
            PeerClient client,
            Duration peerTimeout,
            ParkedRequests parked,
            ScheduledExecutorService clock,
            Executor answers) {
        this.peers = requireNonNull(peers, "peers");
        this.client = requireNonNull(client, "client");
        this.peerTimeout = requireNonNull(peerTimeout, "peerTimeout");
        this.parked = requireNonNull(parked, "parked");
        this.retry = new RetryUntilDeadline(clock, answers);
        clock.scheduleWithFixedDelay(
                this::dropMoved, MILLIS_BETWEEN_LOOKS, MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS);
    }

    /**
     * The owner's answer, or {@code otherwise} if it gave none within {@code wait}. What another instance has forwarded is
     * answered here. Cancelling it ends the work for it, wherever that is done.
     */
    public CompletableFuture<Response> answer(RoutedRequest request, Duration wait, Supplier<Response> otherwise) {
        Optional<ForwardedRequest> forwarded = request.forwarded();
        if (forwarded.isPresent()) {
            return answerForwarded(request, forwarded.get());
        }
        Attempts attempts = new Attempts(request, System.nanoTime() + wait.toNanos());
        return CancellableFutures.map(attempts.answer(wait), answer -> answer.orElseGet(otherwise));
    }

    private static CompletableFuture<Response> answerForwarded(RoutedRequest request, ForwardedRequest forwarded) {
        return forwarded.copyWillDo()
                ? CompletableFuture.completedFuture(request.copy().orElseGet(OwnerRouting::misdirected))
                : request.here(forwarded.timeout());
    }

    /** Tells another instance to look again which one answers for the order. */
    public static Response misdirected() {
        return Response.status(ForwardedRequest.MISDIRECTED).build();
    }

    /** Says of an answer that it is not the last word. */
    public static Response lookAgain(Response answer) {
        return Response.fromResponse(answer)
                .header(ForwardedRequest.LOOK_AGAIN, "1")
                .build();
    }

    /** That an instance has a partition, as far as this one knows. */
    private record Ownership(Instance owner, int partition) {

        static Ownership of(OrderLocation where) {
            return new Ownership(where.owner(), where.partition());
        }
    }

    /** A forwarded request that is not answered yet. */
    private record Exchange(String orderId, Instance owner, CompletableFuture<PeerAnswer> answer) {}

    /** An instance that lost an order may not know it, as one that is frozen: what it was asked for is asked anew. */
    private void dropMoved() {
        try {
            Object now = peers.assignment();
            if (!now.equals(assignment)) {
                assignment = now;
                exchanges.stream()
                        .filter(exchange -> peers.of(exchange.orderId())
                                .filter(where -> where.owner().equals(exchange.owner()))
                                .isEmpty())
                        .forEach(exchange -> exchange.answer().cancel(true));
            }
        } catch (RuntimeException e) { // or it would never be noticed again
            LOG.error("Requests whose orders have moved could not be asked anew", e);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // it only tidies up
    private CompletableFuture<PeerAnswer> send(String orderId, Instance owner, HttpRequest request) {
        CompletableFuture<PeerAnswer> answer = client.send(request);
        Exchange exchange = new Exchange(orderId, owner, answer);
        exchanges.add(exchange);
        answer.whenComplete((done, fault) -> exchanges.remove(exchange));
        return answer;
    }

    private static Response handBack(PeerAnswer answer) {
        Response.ResponseBuilder response = Response.status(answer.status());
        HANDED_BACK.forEach(name -> answer.headers().firstValue(name).ifPresent(value -> response.header(name, value)));
        return (answer.body().length == 0 ? response : response.entity(answer.body())).build();
    }

    private static boolean isMisdirected(int status) {
        return status == ForwardedRequest.MISDIRECTED;
    }

    /** What is done for one request, one try after the other. */
    private final class Attempts {

        private final RoutedRequest request;
        private final long deadline;
        private boolean counted;
        private boolean standbyAsked;

        Attempts(RoutedRequest request, long deadline) {
            this.request = request;
            this.deadline = deadline;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // leaving cannot fail
        CompletableFuture<Optional<Response>> answer(Duration wait) {
            CompletableFuture<Optional<Response>> answer = retry.ask(wait, atMost -> next());
            answer.whenComplete((done, fault) -> leave());
            return answer;
        }

        private synchronized boolean enter() {
            counted = counted || parked.enter();
            return counted;
        }

        private synchronized void leave() {
            if (counted) {
                counted = false;
                parked.leave();
            }
        }

        private Duration left() {
            return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        }

        private CompletableFuture<Optional<Response>> next() {
            Optional<OrderLocation> elsewhere =
                    peers.of(request.orderId()).filter(where -> !where.owner().equals(peers.me()));
            if (elsewhere.isPresent()) {
                return left().isZero() || enter()
                        ? forward(elsewhere.get())
                        : CompletableFuture.completedFuture(Optional.of(Answers.tooManyWait()));
            }
            leave(); // here it takes a place of its own
            return CancellableFutures.map(
                    request.here(left()), answer -> Optional.of(answer).filter(own -> !isMisdirected(own.getStatus())));
        }

        private CompletableFuture<Optional<Response>> forward(OrderLocation where) {
            Instance owner = where.owner();
            Absences.Leave leave = leave(where);
            if (leave == Absences.Leave.WAIT) {
                return fromCopy(where);
            }
            Duration wait = leave == Absences.Leave.TRY ? Duration.ZERO : left();
            long asked = System.nanoTime();
            CompletableFuture<PeerAnswer> answer =
                    send(request.orderId(), owner, request.toOwner(owner, wait, peerTimeout));
            return CancellableFutures.flatMap(
                    settled(answer), settled -> answered(where, settled, asked, leave == Absences.Leave.ASK));
        }

        private Absences.Leave leave(OrderLocation where) {
            Absences.Leave toAsk = unreachable.leave(where.owner());
            return toAsk == Absences.Leave.ASK ? misdirecting.leave(Ownership.of(where)) : toAsk;
        }

        private CompletableFuture<Optional<Response>> answered(
                OrderLocation where, Settled settled, long asked, boolean waited) {
            PeerAnswer answer = settled.answer();
            if (settled.wasDropped()) {
                return nothing();
            }
            if (answer == null) {
                unreachable.failed(where.owner(), asked);
                return fromCopy(where);
            }
            unreachable.answered(where.owner());
            if (isMisdirected(answer.status())) {
                misdirecting.failed(Ownership.of(where), asked);
                return fromCopy(where);
            }
            misdirecting.answered(Ownership.of(where));
            if (answer.headers().firstValue(ForwardedRequest.LOOK_AGAIN).isPresent()) {
                return CancellableFutures.map(
                        fromCopy(where),
                        copy -> copy.or(() -> Optional.of(handBack(answer)).filter(last -> isLastTry())));
            }
            boolean tellsAll = answer.status() < 400 && answer.status() != 202;
            return waited || tellsAll || isLastTry()
                    ? CompletableFuture.completedFuture(Optional.of(handBack(answer)))
                    : nothing();
        }

        private boolean isLastTry() {
            return left().compareTo(RetryUntilDeadline.PAUSE) <= 0;
        }

        /** The copy here can be looked at each time; another instance is asked for its copy once. */
        private CompletableFuture<Optional<Response>> fromCopy(OrderLocation where) {
            Optional<Response> here = request.copy();
            if (here.isPresent() || standbyAsked || !request.hasCopies()) {
                return CompletableFuture.completedFuture(here);
            }
            standbyAsked = true;
            return where.standbys().stream()
                    .filter(instance -> !instance.equals(peers.me()))
                    .filter(instance -> unreachable.leave(instance) != Absences.Leave.WAIT)
                    .findFirst()
                    .map(this::fromStandby)
                    .orElseGet(this::nothing);
        }

        private CompletableFuture<Optional<Response>> fromStandby(Instance standby) {
            long asked = System.nanoTime();
            return CancellableFutures.map(settled(client.send(request.toStandby(standby, peerTimeout))), settled -> {
                PeerAnswer answer = settled.answer();
                if (settled.wasDropped()) {
                    return Optional.empty();
                }
                if (answer == null) {
                    unreachable.failed(standby, asked);
                    return Optional.empty();
                }
                unreachable.answered(standby);
                return Optional.of(answer).filter(copy -> copy.status() < 400).map(OwnerRouting::handBack);
            });
        }

        private CompletableFuture<Optional<Response>> nothing() {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    /** How an exchange ended: with an answer or a fault. */
    private record Settled(
            @Nullable PeerAnswer answer, @Nullable Throwable fault) {

        /** The order has moved, or the client has left: no fault of the instance that was asked. */
        boolean wasDropped() {
            return fault instanceof CancellationException;
        }
    }

    /** Completes in any case; cancelling it cancels the exchange. */
    @SuppressWarnings("FutureReturnValueIgnored") // cancels
    private static CompletableFuture<Settled> settled(CompletableFuture<PeerAnswer> answer) {
        CompletableFuture<Settled> settled = answer.handle((done, fault) -> new Settled(
                done, fault instanceof CompletionException && fault.getCause() != null ? fault.getCause() : fault));
        settled.whenComplete((done, fault) -> answer.cancel(true));
        return settled;
    }
}
