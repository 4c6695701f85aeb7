/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.events.StockLevel;
import io.orderflow.inventory.state.StockTotals;
import io.orderflow.inventory.stock.Stock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Tells how the ledgers stand that something may have moved: each at most once a second, however many orders move it, so that what
 * an order costs does not grow by it. What a crash has kept from being told is told after it: all ledgers are, when a task begins.
 */
final class StockLevelProcessor implements Processor<String, String, String, StockLevel> {

    private static final Duration EVERY = Duration.ofSeconds(1);

    private final Set<String> moved = new HashSet<>();
    private boolean toldAll;
    private ProcessorContext<String, StockLevel> context;
    private KeyValueStore<String, StockTotals> stocks;

    @SuppressWarnings("NullAway.Init") // by init
    StockLevelProcessor() {}

    @Override
    public void init(ProcessorContext<String, StockLevel> context) {
        this.context = context;
        this.stocks = context.getStateStore(StockProcessor.STOCK);
        context.schedule(EVERY, PunctuationType.WALL_CLOCK_TIME, this::tell);
    }

    @Override
    public void process(Record<String, String> move) {
        if (move.key() != null) {
            moved.add(move.key());
        }
    }

    private void tell(long now) {
        if (!toldAll) {
            try (KeyValueIterator<String, StockTotals> all = stocks.all()) {
                all.forEachRemaining(ledger -> moved.add(ledger.key));
            }
            toldAll = true;
        }
        for (String product : moved) {
            StockTotals totals = stocks.get(product);
            if (totals != null) { // else somebody has ordered what there never was
                context.forward(new Record<>(product, level(product, Stock.of(totals), now), now));
            }
        }
        moved.clear();
    }

    private static StockLevel level(String product, Stock stock, long now) {
        return new StockLevel(product, stock.received(), stock.reserved(), stock.shipped(), Instant.ofEpochMilli(now));
    }
}
