/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.exercises.state.Pace;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.TimeWindows;
import org.apache.kafka.streams.state.WindowStore;

/** Exercise 5, stateful windows: three orders of a customer a minute, and no more. */
final class PaceCheck implements Check {

    static final Duration MINUTE = Duration.ofMinutes(1);
    static final int MOST = 3;

    /** Orders that come later than this get no verdict, so it is longer than any order waits for one. */
    static final Duration LATEST = Duration.ofDays(1);

    @Override
    public String name() {
        return "pace";
    }

    @Override
    public Topology topology(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        Ends.publish(verdicts(Ends.createdOrders(builder, serdes), serdes), serdes);
        return builder.build();
    }

    KStream<String, OrderValidation> verdicts(KStream<String, Order> created, EventSerdes serdes) {
        return created.groupBy(
                        (id, order) -> order.getCustomerId(),
                        Grouped.with("orders-by-customer", Serdes.Long(), serdes.valuesOf(Topics.ORDERS)))
                .windowedBy(TimeWindows.ofSizeAndGrace(MINUTE, LATEST))
                .aggregate(() -> new Pace("", List.of()), (customer, order, pace) -> with(pace, order), kept(serdes))
                .toStream()
                .map((window, pace) -> KeyValue.pair(pace.getNewest(), verdictOn(pace)));
    }

    /** Without a cache: it would keep only the newest of the orders that come within a commit, and answer no other. */
    private static Materialized<Long, Pace, WindowStore<Bytes, byte[]>> kept(EventSerdes serdes) {
        return Materialized.<Long, Pace, WindowStore<Bytes, byte[]>>as("orders-a-minute")
                .withKeySerde(Serdes.Long())
                .withValueSerde(serdes.of(Pace.class))
                .withCachingDisabled();
    }

    /** The window with one order more; one that is there already does not count again. */
    static Pace with(Pace pace, Order order) {
        List<String> orders = new ArrayList<>(pace.getOrders());
        if (!orders.contains(order.getId())) {
            orders.add(order.getId());
        }
        return new Pace(order.getId(), orders);
    }

    /** The verdict on the newest of the window. */
    OrderValidation verdictOn(Pace pace) {
        boolean tooMany = pace.getOrders().indexOf(pace.getNewest()) >= MOST;
        return Verdicts.of(
                name(),
                pace.getNewest(),
                tooMany ? List.of("more than %s orders a minute".formatted(MOST)) : List.of());
    }
}
