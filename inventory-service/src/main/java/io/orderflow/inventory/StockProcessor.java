/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.inventory.state.LineVerdict;
import io.orderflow.inventory.state.Reservation;
import io.orderflow.inventory.state.StockMove;
import io.orderflow.inventory.state.StockTotals;
import io.orderflow.inventory.stock.Stock;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Moves stock as orders ask, by the rules of {@link Stock}; takes moves by product, answers by order id. */
final class StockProcessor implements Processor<String, StockMove, String, LineVerdict> {

    static final String STOCK = "stock";

    private final Duration memory;
    private ProcessorContext<String, LineVerdict> context;
    private KeyValueStore<String, StockTotals> stocks;
    private Reservations reservations;
    private Shortages shortages;

    @SuppressWarnings("NullAway.Init") // by init
    private StockProcessor(Duration memory) {
        this.memory = memory;
    }

    /**
     * The ledgers, by product. Cached, so that a product much asked for is written once a commit. Whoever builds the topology
     * adds this store by itself: Streams tells that two processors share a store, and so belong into one task, only then.
     */
    static StoreBuilder<KeyValueStore<String, StockTotals>> stock(EventSerdes serdes) {
        return Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(STOCK), Serdes.String(), serdes.of(StockTotals.class))
                .withCachingEnabled();
    }

    static ProcessorSupplier<String, StockMove, String, LineVerdict> supplier(Duration memory, EventSerdes serdes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, StockMove, String, LineVerdict> get() {
                return new StockProcessor(memory);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Reservations.open(serdes), Reservations.settled(memory, serdes));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, LineVerdict> context) {
        this.context = context;
        this.stocks = context.getStateStore(STOCK);
        this.reservations = new Reservations(context, memory);
        this.shortages = new Shortages(context.metrics());
    }

    @Override
    public void process(Record<String, StockMove> record) {
        String product = record.key();
        StockMove move = record.value();
        Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
        Stock before = Stock.of(stocks.get(product));
        Optional<Reservation> known = reservations.find(product, move.getOrderId(), now);

        Stock.Answer answer = before.after(product, move, known, now);

        if (!answer.stock().equals(before)) {
            stocks.put(product, answer.stock().totals());
            shortages.watch(product, before, answer.stock());
        }
        reservations.change(product, move.getOrderId(), known, answer.reservation(), now);
        answer.verdictOn(move)
                .ifPresent(verdict ->
                        context.forward(record.withKey(move.getOrderId()).withValue(verdict)));
    }
}
