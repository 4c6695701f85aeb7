/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Order;
import io.orderflow.events.OrderLine;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/** Exercise 6, state stores: a customer may have five of a thing, in however many orders. */
final class RationCheck implements Check {

    private static final String UNITS = "units";
    private static final String ANSWERS = "answers";
    static final long MOST = 5;

    @Override
    public String name() {
        return "ration";
    }

    @Override
    public Topology topology(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        Ends.publish(
                Ends.createdOrders(builder, serdes)
                        .selectKey((id, order) -> order.getCustomerId())
                        .repartition(Repartitioned.with(Serdes.Long(), serdes.valuesOf(Topics.ORDERS))
                                .withName("orders-by-customer"))
                        .process(new Rationing(serdes)),
                serdes);
        return builder.build();
    }

    /** Makes the processor and its stores. */
    private record Rationing(EventSerdes serdes) implements ProcessorSupplier<Long, Order, String, OrderValidation> {

        @Override
        public Processor<Long, Order, String, OrderValidation> get() {
            return new RationProcessor();
        }

        /** How many units of a product a customer has been granted, by customer and product; and each order's answer. */
        @Override
        public Set<StoreBuilder<?>> stores() {
            return Set.of(
                    Stores.keyValueStoreBuilder(Stores.persistentKeyValueStore(UNITS), Serdes.String(), Serdes.Long()),
                    Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore(ANSWERS),
                            Serdes.String(),
                            serdes.valuesOf(Topics.ORDER_VALIDATIONS)));
        }
    }

    /** One customer's orders come here one after the other, whoever else orders. */
    static final class RationProcessor extends ContextualProcessor<Long, Order, String, OrderValidation> {

        KeyValueStore<String, Long> units;
        KeyValueStore<String, OrderValidation> answers;

        @SuppressWarnings("NullAway.Init") // by init
        private RationProcessor() {}

        @Override
        public void init(ProcessorContext<String, OrderValidation> context) {
            super.init(context);
            units = context.getStateStore(UNITS);
            answers = context.getStateStore(ANSWERS);
        }

        @Override
        public void process(Record<Long, Order> record) {
            YourTurn.to("answer the order by what the stores know, and have them know it");
        }
    }

    /** What the order asks of each product; a line below zero asks for nothing. */
    static Map<String, Long> unitsByProduct(Order order) {
        Map<String, Long> units = new TreeMap<>();
        for (OrderLine line : order.getLines()) {
            units.merge(line.getProduct(), (long) Math.max(0, line.getQuantity()), Long::sum);
        }
        return units;
    }
}
