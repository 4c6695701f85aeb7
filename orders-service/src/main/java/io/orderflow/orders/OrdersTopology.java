/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.events.Order;
import io.orderflow.orders.lifecycle.OrderInput;
import io.orderflow.orders.state.Undecided;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Properties;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.KTable;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The orders service on the log, in two halves that meet only in the topic {@code orders}. The life cycle turns what clients,
 * checks and the warehouse say into orders (<em>single writer principle</em>). The view reads them back, committed, into the
 * store that requests are answered from (an <em>event-sourced view</em>): nothing is ever shown that may still be rolled back.
 */
final class OrdersTopology {

    /** The store of orders that requests are answered from; the topic {@code orders} is its changelog. */
    static final String ORDERS_VIEW = "orders-view";

    private final OrdersConfig config;
    private final EventSerdes serdes;
    private final OrderListener listener;
    private final StreamsBuilder builder = new StreamsBuilder();

    /** {@code listener} is told of each order that the view has. */
    OrdersTopology(OrdersConfig config, EventSerdes serdes, OrderListener listener) {
        this.config = config;
        this.serdes = serdes;
        this.listener = listener;
    }

    Topology build() {
        KStream<String, OrderInput> inputs = commands().merge(verdicts(), named("and-verdicts"));
        KStream<String, Order> orders = live(inputs.merge(shipments(), named("and-shipments")));
        write(orders);

        KTable<String, Order> view = view();
        tell(view);
        return builder.build(optimised());
    }

    private KStream<String, OrderInput> commands() {
        return read(Topics.ORDER_COMMANDS, "read-commands").mapValues(OrderInput::of, named("take-command"));
    }

    private KStream<String, OrderInput> verdicts() {
        return read(Topics.ORDER_VALIDATIONS, "read-verdicts")
                .mapValues(OrderInput.Verdict::new, named("take-verdict"));
    }

    private KStream<String, OrderInput> shipments() {
        return read(Topics.SHIPMENTS, "read-shipments").mapValues(OrderInput.Shipped::new, named("take-shipment"));
    }

    private KStream<String, Order> live(KStream<String, OrderInput> inputs) {
        return inputs.process(new Lifecycle(config, serdes), named("lifecycle"));
    }

    private void write(KStream<String, Order> orders) {
        orders.to(
                Topics.ORDERS.name(),
                Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                        .withName("write-orders"));
    }

    /** Without a cache, so that whoever waits is woken by the record and not by the next commit. */
    private KTable<String, Order> view() {
        return builder.table(
                Topics.ORDERS.name(),
                consumed(Topics.ORDERS, "read-orders"),
                Materialized.<String, Order, KeyValueStore<Bytes, byte[]>>as(ORDERS_VIEW)
                        .withKeySerde(Topics.ORDERS.keySerde())
                        .withValueSerde(serdes.valuesOf(Topics.ORDERS))
                        .withCachingDisabled());
    }

    private void tell(KTable<String, Order> view) {
        view.toStream(named("changes-of-view")).process(() -> new ViewProcessor(listener), named("tell-waiting"));
    }

    private <V extends SpecificRecord> KStream<String, V> read(Topic<String, V> topic, String node) {
        return builder.stream(topic.name(), consumed(topic, node));
    }

    private <V extends SpecificRecord> Consumed<String, V> consumed(Topic<String, V> topic, String node) {
        return Consumed.with(topic.keySerde(), serdes.valuesOf(topic)).withName(node);
    }

    private static Named named(String node) {
        return Named.as(node);
    }

    /** The topic {@code orders} itself is the changelog of the view: no second copy of all orders on the broker. */
    private static Properties optimised() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.REUSE_KTABLE_SOURCE_TOPICS);
        return properties;
    }

    /** The life cycle with its stores. That of the verdicts holds only orders under way, and so fits in memory. */
    private record Lifecycle(OrdersConfig config, EventSerdes serdes)
            implements ProcessorSupplier<String, OrderInput, String, Order> {

        @Override
        public Processor<String, OrderInput, String, Order> get() {
            return new LifecycleProcessor(config);
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
