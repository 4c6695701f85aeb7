/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.cancel;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.CancelOrder;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderState;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.OrderCommands;
import io.orderflow.orders.commands.Written;
import io.orderflow.orders.commands.Written.Unacknowledged;
import io.orderflow.orders.http.CancellableFutures;
import io.orderflow.orders.http.RequestId;
import io.orderflow.orders.lifecycle.Transitions;
import io.orderflow.orders.read.OrderReads;
import io.orderflow.orders.read.ReadResult;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CompletableFuture;

/**
 * Asks for orders to be cancelled. Whether the wish comes in time, the life cycle decides: it may cross a shipment. Only what is
 * final already is refused here.
 */
public final class OrderCancellation {

    private final OrderCommands commands;
    private final OrderReads reads;
    private final Clock clock;

    public OrderCancellation(OrderCommands commands, OrderReads reads, Clock clock) {
        this.commands = requireNonNull(commands, "commands");
        this.reads = requireNonNull(reads, "reads");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Asks in the name of {@code who} for order {@code id}, once it is known here, to be cancelled. */
    CompletableFuture<CancelResult> cancel(Identity who, String id, Duration timeout) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        OrderCommand command = new OrderCommand(id, RequestId.current().forCommand(now), now, new CancelOrder());
        return CancellableFutures.flatMap(reads.read(who, id, order -> true, timeout), reading -> {
            if (!(reading instanceof ReadResult.Met met)) {
                return CompletableFuture.completedFuture(new CancelResult.Unread(reading));
            }
            return Transitions.allowed(met.order().getState(), OrderState.CANCELLED)
                    ? write(who, command, met.order())
                    : CompletableFuture.completedFuture(new CancelResult.TooLate(met.order()));
        });
    }

    private CompletableFuture<CancelResult> write(Identity who, OrderCommand command, Order order) {
        return commands.write(command, who)
                .thenApply(written -> written instanceof Written.Acknowledged acknowledged
                        ? new CancelResult.Asked(order, acknowledged.position())
                        : new CancelResult.Failed(order, why((Unacknowledged) written)));
    }

    private static String why(Unacknowledged written) {
        return switch (written) {
            case TOO_MANY -> "too many commands wait for Kafka's acknowledgement: the order was not cancelled";
            case NOT_WRITTEN -> "Kafka did not take the command: the order was not cancelled";
            case UNKNOWN -> "Kafka did not acknowledge the command in time: the order may be cancelled or not";
        };
    }
}
