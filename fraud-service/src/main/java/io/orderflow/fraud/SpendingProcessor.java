/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.fraud;

import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import io.orderflow.fraud.limits.Limits;
import io.orderflow.fraud.limits.RecentOrders;
import io.orderflow.fraud.state.JudgedOrder;
import io.orderflow.fraud.state.JudgedOrders;
import io.orderflow.fraud.state.PlacedOrder;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Keeps each customer's recent orders and lets {@link Limits} judge the next. Once a window, by stream time, it forgets the
 * customers who have not come back: their orders count no more.
 */
final class SpendingProcessor implements Processor<Long, PlacedOrder, String, OrderValidation> {

    static final String CHECK = "fraud";
    static final String RECENT_ORDERS = "recent-orders";

    private final Limits limits;
    private final Duration window;
    private ProcessorContext<String, OrderValidation> context;
    private KeyValueStore<String, JudgedOrders> recentOrders;

    @SuppressWarnings("NullAway.Init") // by init
    private SpendingProcessor(Limits limits, Duration window) {
        this.limits = limits;
        this.window = window;
    }

    static ProcessorSupplier<Long, PlacedOrder, String, OrderValidation> supplier(
            Limits limits, Duration window, EventSerdes serdes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<Long, PlacedOrder, String, OrderValidation> get() {
                return new SpendingProcessor(limits, window);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                return Set.of(Stores.keyValueStoreBuilder(
                        Stores.persistentKeyValueStore(RECENT_ORDERS), Serdes.String(), serdes.of(JudgedOrders.class)));
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, OrderValidation> context) {
        this.context = context;
        this.recentOrders = context.getStateStore(RECENT_ORDERS);
        context.schedule(window, PunctuationType.STREAM_TIME, this::forgetThoseWhoStayedAway);
    }

    @Override
    public void process(Record<Long, PlacedOrder> placed) {
        String account = placed.key() + " " + placed.value().getCurrency();
        JudgedOrders kept = recentOrders.get(account);
        RecentOrders recent = limits.recent(kept == null ? List.of() : kept.getOrders());
        if (placed.value().getEnded()) {
            if (kept != null) {
                // Also if it is known here: the disk can have what a crash has kept from the changelog.
                RecentOrders without = recent.ended(placed.value().getOrderId());
                recentOrders.put(account, new JudgedOrders(without.orders()));
            }
            return;
        }
        Limits.Answer answer =
                limits.judge(recent, placed.value(), Instant.ofEpochMilli(context.currentSystemTimeMs()));
        recentOrders.put(account, new JudgedOrders(answer.recent().orders()));
        OrderValidation verdict = verdict(answer.verdict());
        context.forward(placed.withKey(verdict.getOrderId()).withValue(verdict));
    }

    private void forgetThoseWhoStayedAway(long streamTime) {
        Instant now = Instant.ofEpochMilli(streamTime);
        try (KeyValueIterator<String, JudgedOrders> all = recentOrders.all()) {
            while (all.hasNext()) {
                KeyValue<String, JudgedOrders> account = all.next();
                if (limits.recent(account.value.getOrders()).arePast(now)) {
                    recentOrders.delete(account.key);
                }
            }
        }
    }

    private static OrderValidation verdict(JudgedOrder judged) {
        CheckResult result = judged.getReasons().isEmpty() ? CheckResult.PASS : CheckResult.FAIL;
        return new OrderValidation(judged.getOrderId(), CHECK, result, judged.getReasons(), judged.getCheckedAt());
    }
}
