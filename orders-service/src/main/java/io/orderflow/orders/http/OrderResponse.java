/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.events.PlaceOrder;
import io.orderflow.schemas.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** An order as clients see it. */
public record OrderResponse(
        String id,
        long customerId,
        String state,
        int version,
        String currency,
        List<Line> lines,
        List<Failure> failures,
        String createdAt,
        String updatedAt) {

    record Line(String product, int quantity, BigDecimal unitPrice) {}

    public record Failure(String check, String reason) {}

    public static OrderResponse of(Order order) {
        return new OrderResponse(
                order.getId(),
                order.getCustomerId(),
                order.getState().name(),
                order.getVersion(),
                order.getCurrency(),
                lines(order.getLines(), order.getCurrency()),
                order.getFailures().stream()
                        .map(failure -> new Failure(failure.getCheck(), failure.getReason()))
                        .toList(),
                order.getCreatedAt().toString(),
                order.getUpdatedAt().toString());
    }

    /** The order that an acknowledged command will become: nothing can come between, as nobody else knows its id. */
    public static OrderResponse of(OrderCommand command, PlaceOrder content) {
        Instant now = command.getRequestedAt();
        return new OrderResponse(
                command.getOrderId(),
                content.getCustomerId(),
                OrderState.CREATED.name(),
                1,
                content.getCurrency(),
                lines(content.getLines(), content.getCurrency()),
                List.of(),
                now.toString(),
                now.toString());
    }

    public String etag() {
        return "\"" + version + "\"";
    }

    private static List<Line> lines(List<OrderLine> lines, String currency) {
        return lines.stream()
                .map(line ->
                        new Line(line.getProduct(), line.getQuantity(), Money.shown(line.getUnitPrice(), currency)))
                .toList();
    }
}
