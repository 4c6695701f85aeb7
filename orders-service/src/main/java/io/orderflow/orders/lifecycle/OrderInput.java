/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.CancelOrder;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Shipment;
import java.time.Instant;

/** What can happen to an order. */
public sealed interface OrderInput {

    /** The order that it is about. */
    String orderId();

    /** When it happened, as whoever caused it says. */
    Instant at();

    /** A customer asks for goods. */
    record Place(String orderId, String requestId, Instant at, PlaceOrder content) implements OrderInput {}

    /** The customer wants them no more. */
    record Cancel(String orderId, Instant at) implements OrderInput {}

    /** A check has answered. */
    record Verdict(OrderValidation validation) implements OrderInput {

        public Verdict {
            requireNonNull(validation, "the record has no verdict in it");
        }

        @Override
        public String orderId() {
            return validation.getOrderId();
        }

        @Override
        public Instant at() {
            return validation.getCheckedAt();
        }
    }

    /** The goods have left the warehouse. */
    record Shipped(Shipment shipment) implements OrderInput {

        public Shipped {
            requireNonNull(shipment, "the record has no shipment in it");
        }

        @Override
        public String orderId() {
            return shipment.getOrderId();
        }

        @Override
        public Instant at() {
            return shipment.getShippedAt();
        }
    }

    /** Time has passed: is the order waiting for too long? */
    record Deadline(String orderId, Instant at) implements OrderInput {}

    /** What a client asks for. */
    static OrderInput of(OrderCommand command) {
        requireNonNull(command, "the record has no command in it");
        Object content = command.getCommand();
        if (content instanceof PlaceOrder place) {
            return new Place(command.getOrderId(), command.getRequestId(), command.getRequestedAt(), place);
        }
        if (content instanceof CancelOrder) {
            return new Cancel(command.getOrderId(), command.getRequestedAt());
        }
        throw new IllegalArgumentException("a command that this service does not know: " + content);
    }
}
