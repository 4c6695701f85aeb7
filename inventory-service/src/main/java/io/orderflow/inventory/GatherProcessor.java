/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory;

import io.orderflow.events.OrderValidation;
import io.orderflow.inventory.state.GatheredLines;
import io.orderflow.inventory.state.LineVerdict;
import io.orderflow.inventory.stock.Gathering;
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
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Gathers the line verdicts of each order and publishes one verdict once all are there. What was gathered is then
 * forgotten; so is, after a time, an order some of whose lines never answer: a crash with at_least_once can repeat a part
 * of them, and a line may lie in the dead-letter topic.
 */
final class GatherProcessor implements Processor<String, LineVerdict, String, OrderValidation> {

    static final String GATHERINGS = "gatherings";

    private static final Duration HOUR = Duration.ofHours(1);

    private final Duration memory;
    private ProcessorContext<String, OrderValidation> context;
    private KeyValueStore<String, GatheredLines> gatherings;

    @SuppressWarnings("NullAway.Init") // by init
    private GatherProcessor(Duration memory) {
        this.memory = memory;
    }

    static ProcessorSupplier<String, LineVerdict, String, OrderValidation> supplier(
            Duration memory, EventSerdes serdes) {
        return new ProcessorSupplier<>() {
            @Override
            public Processor<String, LineVerdict, String, OrderValidation> get() {
                return new GatherProcessor(memory);
            }

            @Override
            public Set<StoreBuilder<?>> stores() {
                // Cached: the lines of an order that answer within one commit are written at most once.
                return Set.of(Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore(GATHERINGS),
                                Serdes.String(),
                                serdes.of(GatheredLines.class))
                        .withCachingEnabled());
            }
        };
    }

    @Override
    public void init(ProcessorContext<String, OrderValidation> context) {
        this.context = context;
        this.gatherings = context.getStateStore(GATHERINGS);
        Duration pause = memory.compareTo(HOUR) < 0 ? memory : HOUR;
        context.schedule(pause, PunctuationType.WALL_CLOCK_TIME, this::forgetThoseNobodyTouched);
    }

    @Override
    public void process(Record<String, LineVerdict> line) {
        Gathering gathering = Gathering.of(gatherings.get(line.key())).with(line.value());
        if (gathering.isComplete(line.value().getLines())) {
            gatherings.delete(line.key());
            context.forward(line.withValue(gathering.verdictOn(line.key())));
        } else {
            gatherings.put(line.key(), gathering.kept(Instant.ofEpochMilli(context.currentSystemTimeMs())));
        }
    }

    private void forgetThoseNobodyTouched(long now) {
        Instant horizon = Instant.ofEpochMilli(now).minus(memory);
        try (KeyValueIterator<String, GatheredLines> all = gatherings.all()) {
            while (all.hasNext()) {
                KeyValue<String, GatheredLines> gathering = all.next();
                if (!gathering.value.getTouchedAt().isAfter(horizon)) {
                    gatherings.delete(gathering.key);
                }
            }
        }
    }
}
