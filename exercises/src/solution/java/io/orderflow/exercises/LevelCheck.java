/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Customer;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.math.BigDecimal;
import java.util.List;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.GlobalKTable;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.jspecify.annotations.Nullable;

/** Exercise 3, enrich with joins: bronze customers may order for 500 at a time. */
final class LevelCheck implements Check {

    private static final BigDecimal MOST_FOR_BRONZE = new BigDecimal("500");

    @Override
    public String name() {
        return "level";
    }

    @Override
    public Topology topology(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Order> created = Ends.createdOrders(builder, serdes);
        Ends.publish(verdicts(created, customers(builder, serdes)), serdes);
        return builder.build();
    }

    /** All customers, on every instance. */
    private static GlobalKTable<Long, Customer> customers(StreamsBuilder builder, EventSerdes serdes) {
        return builder.globalTable(
                Topics.CUSTOMERS.name(),
                Consumed.with(Topics.CUSTOMERS.keySerde(), serdes.valuesOf(Topics.CUSTOMERS)),
                Materialized.as("customers"));
    }

    KStream<String, OrderValidation> verdicts(KStream<String, Order> created, GlobalKTable<Long, Customer> customers) {
        return created.leftJoin(customers, (id, order) -> order.getCustomerId(), this::verdictOn);
    }

    /** The rule. Whether a customer whom nobody knows may order, another check says; this one cannot tell. */
    OrderValidation verdictOn(Order order, @Nullable Customer customer) {
        if (customer == null) {
            return Verdicts.error(name(), order.getId(), "customer %s is not known".formatted(order.getCustomerId()));
        }
        boolean tooMuch =
                customer.getLevel().equals("bronze") && Verdicts.valueOf(order).compareTo(MOST_FOR_BRONZE) > 0;
        return Verdicts.of(
                name(), order.getId(), tooMuch ? List.of("bronze customers may order for 500 at a time") : List.of());
    }
}
