/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.streams.DeadLetterException;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.orders.history.HistoryEvent;
import io.orderflow.orders.history.HistoryProcessor;
import io.orderflow.orders.lifecycle.OrderInput;
import io.orderflow.orders.list.IndexProcessor;
import io.orderflow.orders.read.LocalView;
import io.orderflow.orders.read.OrderListener;
import io.orderflow.orders.read.ViewProcessor;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.Undecided;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Properties;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.ValueMapper;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The orders service on the log, in two halves that meet only in the topic {@code orders}. The life cycle turns what clients,
 * checks and the warehouse say into orders (<em>single writer principle</em>). The view reads them back, committed, into the
 * stores that requests are answered from (an <em>event-sourced view</em>): nothing is ever shown that may still be rolled back.
 * Both halves read the verdicts, for the history is told from the topics alone and never from what the life cycle is at; so
 * they are one sub-topology, and an order's owner owns all that is known of it.
 */
final class OrdersTopology {

    private final OrdersConfig config;
    private final EventSerdes serdes;
    private final OrderListener listener;
    private final Backlog backlog;
    private final StreamsBuilder builder = new StreamsBuilder();

    /** {@code listener} is told of each order that the view has, {@code backlog} how many are undecided. */
    OrdersTopology(OrdersConfig config, EventSerdes serdes, OrderListener listener, Backlog backlog) {
        this.config = config;
        this.serdes = serdes;
        this.listener = listener;
        this.backlog = backlog;
    }

    Topology build() {
        KStream<String, OrderValidation> verdicts = read(Topics.ORDER_VALIDATIONS, "read-verdicts");
        KStream<String, OrderInput> inputs = commands().merge(inputs(verdicts), named("and-verdicts"));
        write(live(inputs.merge(shipments(), named("and-shipments"))));

        KStream<String, Order> committed = view();
        keepHistory(committed, verdicts);
        index(committed);
        tell(committed); // last: whoever is woken finds all of it
        return builder.build(optimised());
    }

    private KStream<String, OrderInput> commands() {
        return read(Topics.ORDER_COMMANDS, "read-commands").mapValues(orRefuse(OrderInput::of), named("take-command"));
    }

    private static KStream<String, OrderInput> inputs(KStream<String, OrderValidation> verdicts) {
        return verdicts.mapValues(orRefuse(OrderInput.Verdict::new), named("take-verdict"));
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
        orders.to(
                Topics.ORDERS.name(),
                Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                        .withName("write-orders"));
    }

    /** Without a cache, so that whoever waits is woken by the record and not by the next commit. */
    private KStream<String, Order> view() {
        return builder.table(
                        Topics.ORDERS.name(),
                        consumed(Topics.ORDERS, "read-orders"),
                        Materialized.<String, Order, KeyValueStore<Bytes, byte[]>>as(LocalView.STORE)
                                .withKeySerde(Topics.ORDERS.keySerde())
                                .withValueSerde(serdes.valuesOf(Topics.ORDERS))
                                .withCachingDisabled())
                .toStream(named("changes-of-view"))
                .filter((id, order) -> order != null, named("leave-out-deleted"));
    }

    private void keepHistory(KStream<String, Order> committed, KStream<String, OrderValidation> verdicts) {
        KStream<String, HistoryEvent> events = committed.mapValues(HistoryEvent.Became::new, named("take-event"));
        verdicts.filter((id, verdict) -> verdict != null, named("leave-out-empty"))
                .<HistoryEvent>mapValues(HistoryEvent.Judged::new, named("take-verdict-for-history"))
                .merge(events, named("and-events"))
                .process(new History(config, serdes), named("keep-history"), LocalView.STORE);
    }

    private void index(KStream<String, Order> committed) {
        committed.process(new Index(), named("index-orders"));
    }

    private void tell(KStream<String, Order> committed) {
        committed.process(() -> new ViewProcessor(listener), named("tell-waiting"));
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

    /** The history with its store. */
    private record History(OrdersConfig config, EventSerdes serdes)
            implements ProcessorSupplier<String, HistoryEvent, Void, Void> {

        @Override
        public Processor<String, HistoryEvent, Void, Void> get() {
            return new HistoryProcessor(config.listenedTo());
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(HistoryProcessor.HISTORY_STORE),
                    Topics.ORDERS.keySerde(),
                    serdes.of(HistoryEntry.class)));
        }
    }

    /** The index with its store. */
    private record Index() implements ProcessorSupplier<String, Order, Void, Void> {

        @Override
        public Processor<String, Order, Void, Void> get() {
            return new IndexProcessor();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(Stores.keyValueStoreBuilder(
                    Stores.persistentKeyValueStore(IndexProcessor.INDEX_STORE), Serdes.Bytes(), Serdes.ByteArray()));
        }
    }
}
