/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import io.orderflow.common.streams.StreamsProperties;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.Subject;
import io.orderflow.orders.history.HistoryEvent;
import io.orderflow.orders.history.HistoryProcessor;
import io.orderflow.orders.history.LocalSubjects;
import io.orderflow.orders.list.IndexProcessor;
import io.orderflow.orders.read.LocalView;
import io.orderflow.orders.read.OrderListener;
import io.orderflow.orders.read.ViewProcessor;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The reading half of the orders service: reads the committed orders and verdicts into the stores that requests are answered
 * from (an <em>event-sourced view</em>), so that nothing is ever shown that may still be rolled back. An application of its own:
 * whatever happens to a view, a history or a list, orders are decided. Each write has its fact's own key, so a record that is
 * read twice changes nothing and no transaction is needed.
 */
final class ReadsTopology {

    /** Its application id and consumer group. */
    static final String APPLICATION = OrdersMain.NAME + "-reads";

    private final OrdersConfig config;
    private final EventSerdes serdes;
    private final OrderListener listener;
    private final StreamsBuilder builder = new StreamsBuilder();

    /** {@code listener} is told of each order that the view has. */
    ReadsTopology(OrdersConfig config, EventSerdes serdes, OrderListener listener) {
        this.config = config;
        this.serdes = serdes.proving(config.checkKeys());
        this.listener = listener;
    }

    /** Streams properties that go before all others: only changelogs are written, which nobody waits for. */
    static Map<String, Object> properties() {
        return StreamsProperties.atLeastOnce(Duration.ofMillis(100));
    }

    Topology build() {
        if (config.access().jwks().isPresent()) {
            keepSubjects();
        }
        KStream<String, Order> committed = view();
        keepHistory(committed);
        index(committed);
        tell(committed); // last: a request that is woken finds all of it
        return builder.build(optimised());
    }

    /** Without a cache, so that a waiting request is woken by the record and not by the next commit. */
    private KStream<String, Order> view() {
        return builder.table(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"),
                        Materialized.<String, Order, KeyValueStore<Bytes, byte[]>>as(LocalView.STORE)
                                .withKeySerde(Topics.ORDERS.keySerde())
                                .withValueSerde(serdes.valuesOf(Topics.ORDERS))
                                .withCachingDisabled())
                .toStream(named("changes-of-view"))
                .filter((id, order) -> order != null, named("leave-out-deleted"));
    }

    /** Who the references of events stand for: of all, on every instance. */
    private void keepSubjects() {
        builder.globalTable(
                Topics.SUBJECTS.name(),
                Consumed.with(Topics.SUBJECTS.keySerde(), serdes.valuesOf(Topics.SUBJECTS))
                        .withName("keep-subjects"),
                Materialized.<String, Subject, KeyValueStore<Bytes, byte[]>>as(LocalSubjects.STORE)
                        .withKeySerde(Topics.SUBJECTS.keySerde())
                        .withValueSerde(serdes.valuesOf(Topics.SUBJECTS)));
    }

    private void keepHistory(KStream<String, Order> committed) {
        KStream<String, HistoryEvent> events = committed.mapValues(HistoryEvent.Became::new, named("take-event"));
        verdicts()
                .<HistoryEvent>mapValues(HistoryEvent.Judged::new, named("take-verdict"))
                .merge(events, named("and-events"))
                .process(new History(config, serdes), named("keep-history"), LocalView.STORE);
    }

    /** What cannot be read, or has no verdict in it, is a dead letter of the life cycle: one is enough. */
    private KStream<String, OrderValidation> verdicts() {
        return builder.stream(
                        Topics.ORDER_VALIDATIONS.name(),
                        Consumed.with(Topics.ORDER_VALIDATIONS.keySerde(), Serdes.ByteArray())
                                .withName("read-verdicts"))
                .processValues(
                        () -> new ReadableVerdicts(
                                serdes.valuesOf(Topics.ORDER_VALIDATIONS).deserializer()),
                        named("leave-out-unreadable"));
    }

    private void index(KStream<String, Order> committed) {
        committed.process(new Index(), named("index-orders"));
    }

    private void tell(KStream<String, Order> committed) {
        committed.process(() -> new ViewProcessor(listener), named("tell-waiting"));
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
