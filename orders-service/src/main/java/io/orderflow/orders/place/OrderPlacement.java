/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.OrderCommands;
import io.orderflow.orders.commands.Written;
import io.orderflow.orders.commands.Written.Unacknowledged;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.FieldError;
import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.OrderResponse;
import io.orderflow.orders.http.RequestId;
import io.orderflow.orders.read.OrderReads;
import io.orderflow.orders.read.ReadResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Places orders. A new id cannot be anybody else's, so such an order is placed once Kafka has its command. An id that the
 * client chose may be taken: there the log decides, and the view tells what it decided.
 */
public final class OrderPlacement {

    private final OrderCommands commands;
    private final OrderReads reads;
    private final Clock clock;

    public OrderPlacement(OrderCommands commands, OrderReads reads, Clock clock) {
        this.commands = requireNonNull(commands, "commands");
        this.reads = requireNonNull(reads, "reads");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Places an order under a new id, in the name of {@code who}. */
    CompletableFuture<PlaceResult> place(Identity who, OrderRequest request) {
        Instant now = now();
        OrderCommand command =
                new OrderCommand(OrderIds.next(now), RequestId.current().forCommand(now), now, request.content());
        return commands.write(command, who)
                .thenApply(written -> written instanceof Written.Acknowledged acknowledged
                        ? new PlaceResult.Logged(
                                new PlaceResult.Now(OrderResponse.of(command, request.content())),
                                acknowledged.position())
                        : failed(command.getOrderId(), (Unacknowledged) written));
    }

    /** Places an order under the client's own id, and waits for the log's answer. Cancelling it ends the wait. */
    @SuppressWarnings("FutureReturnValueIgnored") // cancels
    CompletableFuture<PlaceResult> place(Identity who, OrderRequest request, String id, Duration timeout) {
        Instant now = now();
        OrderCommand command = new OrderCommand(id, RequestId.current().forCommand(now), now, request.content());
        CompletableFuture<ReadResult> decided = reads.read(Identity.ANYBODY, id, order -> true, timeout);
        if (decided.isDone()) {
            ReadResult already = decided.join();
            if (already instanceof ReadResult.Met met) {
                return CompletableFuture.completedFuture(judged(request, command.getRequestId(), met.order()));
            }
            if (already instanceof ReadResult.TooMany) {
                return CompletableFuture.completedFuture(new PlaceResult.Failed(id, "too many requests wait"));
            }
        }
        CompletableFuture<PlaceResult> placed = CancellableFutures.flatMap(commands.write(command, who), written -> {
            if (written instanceof Written.Acknowledged acknowledged) {
                return CancellableFutures.map(
                        answer(request, command, decided, timeout),
                        result -> new PlaceResult.Logged(result, acknowledged.position()));
            }
            if (decided.isDone() && decided.join() instanceof ReadResult.Met met) {
                return CompletableFuture.completedFuture(judged(request, command.getRequestId(), met.order()));
            }
            return CompletableFuture.completedFuture(failed(id, (Unacknowledged) written));
        });
        placed.whenComplete((done, fault) -> decided.cancel(false)); // if the client left, or Kafka did not take it
        return placed;
    }

    /** What became of the command {@code commandId}, which another instance has written for {@code request}. */
    CompletableFuture<PlaceResult> outcome(OrderRequest request, String id, String commandId, Duration timeout) {
        return CancellableFutures.map(
                reads.read(Identity.ANYBODY, id, order -> true, timeout),
                reading -> result(request, id, commandId, reading));
    }

    private CompletableFuture<PlaceResult> answer(
            OrderRequest request, OrderCommand command, CompletableFuture<ReadResult> decided, Duration timeout) {
        String id = command.getOrderId();
        CompletableFuture<ReadResult> answer =
                timeout.isZero() ? reads.read(Identity.ANYBODY, id, order -> true, Duration.ZERO) : decided;
        return CancellableFutures.map(answer, reading -> result(request, id, command.getRequestId(), reading));
    }

    private static PlaceResult result(OrderRequest request, String id, String commandId, ReadResult reading) {
        if (reading instanceof ReadResult.Met met) {
            return judged(request, commandId, met.order());
        }
        return reading instanceof ReadResult.Elsewhere
                ? new PlaceResult.Elsewhere(id, commandId)
                : new PlaceResult.Pending(id);
    }

    private static PlaceResult judged(OrderRequest request, String commandId, Order order) {
        OrderResponse asItIs = OrderResponse.of(order);
        if (order.getCustomerId() != request.content().getCustomerId()) {
            return new PlaceResult.Taken(order.getId()); // first: the name of a command is no secret
        }
        if (order.getRequestId().equals(commandId)) {
            return new PlaceResult.Now(asItIs);
        }
        List<FieldError> differences = request.differencesFrom(order);
        return differences.isEmpty() ? new PlaceResult.Before(asItIs) : new PlaceResult.Otherwise(asItIs, differences);
    }

    private static PlaceResult failed(String id, Unacknowledged why) {
        return new PlaceResult.Failed(
                id,
                switch (why) {
                    case TOO_MANY -> "too many orders wait for Kafka's acknowledgement: this one was not placed";
                    case NOT_WRITTEN -> "Kafka did not take the order: it was not placed";
                    case UNKNOWN -> "Kafka did not acknowledge the order in time: it may have been placed or not";
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as exact as the event is
    }
}
