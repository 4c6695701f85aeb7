/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks.micro;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.inventory.state.StockMove;
import io.orderflow.inventory.stock.OrderLines;
import io.orderflow.inventory.stock.Stock;
import io.orderflow.inventory.stock.Stock.Answer;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The rules of stock: an order into moves, and a move on a product's ledger. */
@State(Scope.Thread)
public class StockBenchmark {

    private static final String PRODUCT = "product-1";

    private final Order created = Orders.order(5, OrderState.CREATED);
    private final Stock stock = new Stock(1_000_000, 1_000, 5_000);
    private final StockMove reserve = move(OrderState.CREATED);
    private final StockMove adopt = move(OrderState.VALIDATED);

    private static StockMove move(OrderState state) {
        return OrderLines.moves(Orders.order(1, state)).values().iterator().next();
    }

    @Benchmark
    public Map<String, StockMove> splitAnOrderOfFiveLines() {
        return OrderLines.moves(created);
    }

    /** As the order is created, and once more as it is validated. */
    @Benchmark
    public Answer reserveAndKeep() {
        Answer reserved = stock.after(PRODUCT, reserve, Optional.empty(), Orders.NOW);
        return reserved.stock().after(PRODUCT, adopt, Optional.of(reserved.reservation()), Orders.NOW);
    }
}
