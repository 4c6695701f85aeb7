/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.rest;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.orders.commands.OrderCommands;
import io.orderflow.orders.commands.Written;
import io.orderflow.orders.view.OrderReads;
import io.orderflow.orders.view.Reading;
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
public final class Placing {

    private final OrderCommands commands;
    private final OrderReads reads;
    private final Clock clock;

    public Placing(OrderCommands commands, OrderReads reads, Clock clock) {
        this.commands = requireNonNull(commands, "commands");
        this.reads = requireNonNull(reads, "reads");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Places an order under a new id. */
    CompletableFuture<Placed> place(OrderRequest request) {
        Instant now = now();
        OrderCommand command =
                new OrderCommand(OrderIds.next(now), RequestId.current().forCommand(now), now, request.content());
        return commands.write(command)
                .thenApply(written -> written == Written.ACKNOWLEDGED
                        ? new Placed.Now(OrderResponse.of(command, request.content()))
                        : failed(command.getOrderId(), written));
    }

    /** Places an order under the client's own id, and waits for the log's answer. Cancelling it ends the wait. */
    @SuppressWarnings("FutureReturnValueIgnored") // cancels
    CompletableFuture<Placed> place(OrderRequest request, String id, Duration patience) {
        Instant now = now();
        OrderCommand command = new OrderCommand(id, RequestId.current().forCommand(now), now, request.content());
        CompletableFuture<Reading> decided = reads.read(id, order -> true, patience);
        if (decided.isDone()) {
            Reading already = decided.join();
            if (already instanceof Reading.Met met) {
                return CompletableFuture.completedFuture(judged(request, command, met.order()));
            }
            if (already instanceof Reading.TooMany) {
                return CompletableFuture.completedFuture(new Placed.Failed(id, "too many requests wait"));
            }
        }
        CompletableFuture<Placed> placed = commands.write(command).thenCompose(written -> {
            if (written == Written.ACKNOWLEDGED) {
                return answer(request, command, decided, patience);
            }
            if (decided.isDone() && decided.join() instanceof Reading.Met met) {
                return CompletableFuture.completedFuture(judged(request, command, met.order()));
            }
            decided.cancel(false);
            return CompletableFuture.completedFuture(failed(id, written));
        });
        placed.whenComplete((done, error) -> {
            if (placed.isCancelled()) { // the client left
                decided.cancel(false);
            }
        });
        return placed;
    }

    private CompletableFuture<Placed> answer(
            OrderRequest request, OrderCommand command, CompletableFuture<Reading> decided, Duration patience) {
        CompletableFuture<Reading> answer =
                patience.isZero() ? reads.read(command.getOrderId(), order -> true, Duration.ZERO) : decided;
        return answer.thenApply(reading -> reading instanceof Reading.Met met
                ? judged(request, command, met.order())
                : new Placed.Pending(command.getOrderId()));
    }

    private static Placed judged(OrderRequest request, OrderCommand command, Order order) {
        OrderResponse asItIs = OrderResponse.of(order);
        if (order.getRequestId().equals(command.getRequestId())) {
            return new Placed.Now(asItIs);
        }
        List<FieldError> differences = request.differencesFrom(order);
        return differences.isEmpty() ? new Placed.Before(asItIs) : new Placed.Otherwise(asItIs, differences);
    }

    private static Placed failed(String id, Written written) {
        return new Placed.Failed(
                id,
                switch (written) {
                    case TOO_MANY -> "too many orders wait for Kafka's acknowledgement: this one was not placed";
                    case NOT_WRITTEN -> "Kafka did not take the order: it was not placed";
                    case UNKNOWN -> "Kafka did not acknowledge the order in time: it may have been placed or not";
                    case ACKNOWLEDGED -> throw new IllegalArgumentException("an acknowledged command has not failed");
                });
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS); // as exact as the event is
    }
}
