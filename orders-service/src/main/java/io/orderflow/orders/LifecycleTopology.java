/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.streams.DeadLetterException;
import io.orderflow.common.streams.PromptCommits;
import io.orderflow.events.Order;
import io.orderflow.orders.lifecycle.OrderInput;
import io.orderflow.orders.state.Undecided;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueMapper;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The writing half of the orders service: turns what clients, checks and the warehouse say into orders, exactly once, and is
 * the one writer of the topic {@code orders} (<em>single writer principle</em>). What requests are answered from is the
 * {@linkplain ReadsTopology reading half}'s; the two meet only in that topic.
 */
final class LifecycleTopology {

    private final OrdersConfig config;
    private final EventSerdes serdes;
    private final Backlog backlog;
    private final StreamsBuilder builder = new StreamsBuilder();

    /** {@code backlog} is told how many orders are undecided. */
    LifecycleTopology(OrdersConfig config, EventSerdes serdes, Backlog backlog) {
        this.config = config;
        this.serdes = serdes.proving(config.checkKeys());
        this.backlog = backlog;
    }

    Topology build() {
        KStream<String, OrderInput> inputs = commands().merge(verdicts(), named("and-verdicts"));
        write(live(inputs.merge(shipments(), named("and-shipments"))));
        return builder.build();
    }

    private KStream<String, OrderInput> commands() {
        return read(Topics.ORDER_COMMANDS, "read-commands").mapValues(orRefuse(OrderInput::of), named("take-command"));
    }

    private KStream<String, OrderInput> verdicts() {
        return read(Topics.ORDER_VALIDATIONS, "read-verdicts")
                .mapValues(orRefuse(OrderInput.Verdict::new), named("take-verdict"));
    }

    private KStream<String, OrderInput> shipments() {
        return read(Topics.SHIPMENTS, "read-shipments")
                .mapValues(orRefuse(OrderInput.Shipped::new), named("take-shipment"));
    }

    /** What cannot be an input is the record's fault for certain. */
    private static <V> ValueMapper<V, OrderInput> orRefuse(Function<V, OrderInput> read) {
        return value -> {
            try {
                return read.apply(value);
            } catch (NullPointerException | IllegalArgumentException e) {
                throw new DeadLetterException(String.valueOf(e.getMessage()));
            }
        };
    }

    private KStream<String, Order> live(KStream<String, OrderInput> inputs) {
        return inputs.process(new Lifecycle(config, serdes, backlog), named("lifecycle"));
    }

    private void write(KStream<String, Order> orders) {
        orders.processValues(new PromptCommits().afterEach(), named("commit-promptly"))
                .to(
                        Topics.ORDERS.name(),
                        Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("write-orders"));
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<String, V> topic, String node) {
        return builder.stream(
                topic.name(),
                Consumed.with(topic.keySerde(), serdes.valuesOf(topic)).withName(node));
    }

    private static Named named(String node) {
        return Named.as(node);
    }

    /** The life cycle with its stores. That of the verdicts holds only orders under way, and so fits in memory. */
    private record Lifecycle(OrdersConfig config, EventSerdes serdes, Backlog backlog)
            implements ProcessorSupplier<String, OrderInput, String, Order> {

        @Override
        public Processor<String, OrderInput, String, Order> get() {
            return new LifecycleProcessor(config, backlog);
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            Serde<String> keys = Topics.ORDERS.keySerde();
            return Set.of(
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(LifecycleProcessor.ORDER_STORE),
                            keys,
                            serdes.valuesOf(Topics.ORDERS)),
                    Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(LifecycleProcessor.VERDICTS_STORE),
                            keys,
                            serdes.of(Undecided.class)));
        }
    }
}
