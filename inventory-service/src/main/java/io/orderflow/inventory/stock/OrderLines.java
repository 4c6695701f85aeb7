/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory.stock;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderState;
import io.orderflow.inventory.state.MoveKind;
import io.orderflow.inventory.state.StockMove;
import io.orderflow.schemas.RecordBounds;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An order as the stock ledger sees it: so many units of each product. A product named in several lines is one wish for
 * their sum. A quantity below 1 is no wish at all: it stands for its product whatever the other lines say, and is
 * {@linkplain Stock#after refused} there, so that the order is answered like any other and no stock is made of it.
 */
public final class OrderLines {

    private OrderLines() {}

    /** Why {@code order} is refused as a whole: it asks for nothing, or has more lines than could be gathered. */
    public static Optional<String> refusal(Order order) {
        int lines = order.getLines().size();
        if (order.getState() != OrderState.CREATED) {
            return Optional.empty();
        }
        if (lines == 0) {
            return Optional.of("no lines: nothing to reserve");
        }
        return lines > RecordBounds.MOST_LINES
                ? Optional.of(lines + " lines, must be at most " + RecordBounds.MOST_LINES)
                : Optional.empty();
    }

    /**
     * What {@code order}, having reached its state, asks of each product it names; nothing if it has no lines, or is
     * {@linkplain #refusal refused} as a whole, or its state is newer than this release.
     */
    public static Map<String, StockMove> moves(Order order) {
        if (refusal(order).isPresent() || order.getState() == OrderState.UNKNOWN) {
            return Map.of();
        }
        Map<String, Long> units = new LinkedHashMap<>();
        for (OrderLine line : order.getLines()) {
            units.merge(line.getProduct(), (long) line.getQuantity(), OrderLines::together);
        }
        Map<String, StockMove> moves = new LinkedHashMap<>();
        units.forEach((product, asked) ->
                moves.put(product, new StockMove(kind(order), order.getId(), asked, moves.size(), units.size())));
        return moves;
    }

    private static long together(long one, long other) {
        return one < 1 || other < 1 ? Math.min(one, other) : one + other;
    }

    private static MoveKind kind(Order order) {
        return switch (order.getState()) {
            case CREATED -> MoveKind.RESERVE;
            case VALIDATED -> MoveKind.ADOPT;
            case FAILED, CANCELLED -> MoveKind.RELEASE;
            case SHIPPED -> MoveKind.CONSUME;
            case UNKNOWN -> throw new IllegalArgumentException("a state newer than this release moves nothing");
        };
    }
}
