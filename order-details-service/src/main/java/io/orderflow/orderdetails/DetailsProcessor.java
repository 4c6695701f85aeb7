/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.orderdetails.checks.DetailChecks;
import io.orderflow.orderdetails.checks.DetailChecks.Findings;
import io.orderflow.orderdetails.checks.Reference;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Checks each order once. An order that names what is not known yet waits, in a store with the time of the wall clock at
 * which it began to; it is checked again every {@value #AGAIN_MILLIS} ms until nothing is missing or the wait is over.
 *
 * <p>Invariants:
 *
 * <ul>
 *   <li>An order is either waiting, or has its verdict, never both; a repeat of one that waits changes nothing.
 *   <li>A repeat of one that has its verdict gets the same again, whatever became of customers and products since, for as
 *       long as verdicts are remembered: an hour, by the orders' own time.
 *   <li>A wait survives a restart with the time it began at. Time during which no instance ran counts; but an order is
 *       always checked once more before it fails.
 * </ul>
 */
final class DetailsProcessor implements Processor<String, Order, String, OrderValidation> {

    static final String CHECK = "order-details";
    static final String WAITING_ORDERS = "waiting-orders";
    static final String VERDICTS = "verdicts";

    private static final Duration REMEMBERED = Duration.ofHours(1);
    private static final long AGAIN_MILLIS = 100;

    private final DetailChecks checks;
    private final EventSerdes serdes;
    private ProcessorContext<String, OrderValidation> context;
    private Reference reference;
    private TimestampedKeyValueStore<String, Order> waiting;
    private WindowStore<String, OrderValidation> verdicts;

    @SuppressWarnings("NullAway.Init") // by init
    private DetailsProcessor(DetailChecks checks, EventSerdes serdes) {
        this.checks = checks;
        this.serdes = serdes;
    }

    static ProcessorSupplier<String, Order, String, OrderValidation> supplier(DetailChecks checks, EventSerdes serdes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, Order, String, OrderValidation> get() {
                return new DetailsProcessor(checks, serdes);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(
                        Stores.timestampedKeyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore(WAITING_ORDERS), Serdes.String(), serdes.of(Order.class)),
                        Stores.windowStoreBuilder(
                                Stores.persistentWindowStore(VERDICTS, REMEMBERED, REMEMBERED, false),
                                Serdes.String(),
                                serdes.of(OrderValidation.class)));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, OrderValidation> context) {
        this.context = context;
        this.reference = new ReferenceStores(context, serdes);
        this.waiting = context.getStateStore(WAITING_ORDERS);
        this.verdicts = context.getStateStore(VERDICTS);
        context.schedule(Duration.ofMillis(AGAIN_MILLIS), PunctuationType.WALL_CLOCK_TIME, this::checkAgain);
    }

    @Override
    public void process(Record<String, Order> created) {
        Order order = created.value();
        OrderValidation before =
                verdicts.fetch(order.getId(), order.getCreatedAt().toEpochMilli());
        if (before != null) {
            context.forward(created.withKey(order.getId()).withValue(before));
        } else if (waiting.get(order.getId()) == null) {
            checkFirst(created, context.currentSystemTimeMs());
        }
    }

    private void checkFirst(Record<String, Order> created, long now) {
        Order order = created.value();
        Findings findings = examine(order, now, now);
        if (findings.waits()) {
            waiting.put(order.getId(), ValueAndTimestamp.make(order, now));
        } else {
            context.forward(created.withKey(order.getId()).withValue(decide(order, findings, now)));
        }
    }

    private void checkAgain(long now) {
        try (KeyValueIterator<String, ValueAndTimestamp<Order>> all = waiting.all()) {
            while (all.hasNext()) {
                KeyValue<String, ValueAndTimestamp<Order>> one = all.next();
                checkAgain(one.value.value(), one.value.timestamp(), now);
            }
        }
    }

    private void checkAgain(Order order, long since, long now) {
        Findings findings = examine(order, since, now);
        if (!findings.waits()) {
            waiting.delete(order.getId());
            context.forward(new Record<>(order.getId(), decide(order, findings, now), now));
        }
    }

    private Findings examine(Order order, long since, long now) {
        return checks.examine(order, reference, Instant.ofEpochMilli(since), Instant.ofEpochMilli(now));
    }

    private OrderValidation decide(Order order, Findings findings, long now) {
        OrderValidation verdict = new OrderValidation(
                order.getId(), CHECK, findings.result(), findings.reasons(), Instant.ofEpochMilli(now));
        verdicts.put(order.getId(), verdict, order.getCreatedAt().toEpochMilli());
        return verdict;
    }
}
