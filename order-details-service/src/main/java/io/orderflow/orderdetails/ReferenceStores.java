/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import io.orderflow.events.Product;
import io.orderflow.orderdetails.checks.Reference;
import io.orderflow.orderdetails.checks.UnreadableReferenceException;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Optional;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * All customers and products, as this instance has them: the newest bytes of each key, read when an order asks for them.
 * The thread that fills global stores cannot do without a record that it fails to read, and ends the whole service; this
 * way it has nothing to read, and one bad record, or a registry that is away, concerns only the orders that name it.
 */
final class ReferenceStores implements Reference {

    static final String CUSTOMERS = "customers";
    static final String PRODUCTS = "products";

    private final ReadOnlyKeyValueStore<byte[], ValueAndTimestamp<byte[]>> customers;
    private final ReadOnlyKeyValueStore<byte[], ValueAndTimestamp<byte[]>> products;
    private final Deserializer<Product> productReader;

    ReferenceStores(ProcessingContext context, EventSerdes serdes) {
        this.customers = context.getStateStore(CUSTOMERS);
        this.products = context.getStateStore(PRODUCTS);
        this.productReader = serdes.valuesOf(Topics.PRODUCTS).deserializer();
    }

    /** Adds both stores, and what fills them. */
    static void addTo(StreamsBuilder builder) {
        keep(builder, Topics.CUSTOMERS, CUSTOMERS);
        keep(builder, Topics.PRODUCTS, PRODUCTS);
    }

    private static void keep(StreamsBuilder builder, Topic<?, ?> topic, String store) {
        builder.globalTable(
                topic.name(),
                Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("keep-" + topic.name()),
                Materialized.as(Stores.persistentTimestampedKeyValueStore(store)));
    }

    @Override
    public boolean knowsCustomer(long customerId) {
        return newest(Topics.CUSTOMERS, customers, customerId) != null;
    }

    @Override
    public Optional<Product> product(String product) {
        byte[] bytes = newest(Topics.PRODUCTS, products, product);
        try {
            return Optional.ofNullable(bytes).map(known -> productReader.deserialize(Topics.PRODUCTS.name(), known));
        } catch (SerializationException e) {
            throw new UnreadableReferenceException(product, e);
        }
    }

    private static <K> byte @Nullable [] newest(
            Topic<K, ?> topic, ReadOnlyKeyValueStore<byte[], ValueAndTimestamp<byte[]>> store, K key) {
        return ValueAndTimestamp.getValueOrNull(
                store.get(topic.keySerde().serializer().serialize(topic.name(), key)));
    }
}
