/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.common.streams.DeadLetterException;
import io.orderflow.events.WarehouseStock;
import io.orderflow.inventory.state.StockTotals;
import io.orderflow.inventory.stock.Stock;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps what the warehouse received of each product to date, in the ledgers of {@link StockProcessor}. A product that it
 * struck off counts as never received.
 */
final class ReceivedProcessor implements Processor<String, WarehouseStock, Void, Void> {

    private KeyValueStore<String, StockTotals> stocks;
    private Shortages shortages;

    @SuppressWarnings("NullAway.Init") // by init
    ReceivedProcessor() {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.stocks = context.getStateStore(StockProcessor.STOCK);
        this.shortages = new Shortages(context.metrics());
    }

    @Override
    public void process(Record<String, WarehouseStock> record) {
        String product = record.key();
        if (product == null) {
            throw new DeadLetterException("no key: which product was received?");
        }
        long units = record.value() == null ? 0 : record.value().getReceived();
        if (units < 0) {
            throw new DeadLetterException(product + ": " + units + " received, must be at least 0");
        }
        Stock before = Stock.of(stocks.get(product));
        Stock after = before.received(units);
        stocks.put(product, after.totals());
        shortages.watch(product, before, after);
    }
}
