/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.lifecycle.Transitions;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the lists that an order is in: for good that of its customer, for now that of its state. */
public final class IndexProcessor extends ContextualProcessor<String, Order, Void, Void> {

    /** Which orders are in which list, in keys alone. */
    public static final String INDEX_STORE = "orders-index";

    private static final byte[] LISTED = {};

    private KeyValueStore<Bytes, byte[]> index;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    public IndexProcessor() {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        index = context.getStateStore(INDEX_STORE);
    }

    @Override
    public void process(Record<String, Order> record) {
        Order order = record.value();
        if (order == null) {
            return;
        }
        ListPosition position = ListPosition.of(order);
        // Where it is listed already too: a store on disk can have what a crash has kept from its changelog.
        index.put(IndexKeys.at(IndexKeys.customer(order.getCustomerId()), position), LISTED);
        index.put(IndexKeys.at(IndexKeys.state(order.getState()), position), LISTED);
        for (OrderState earlier : OrderState.values()) {
            if (earlier != order.getState() && !Transitions.from(earlier).isEmpty()) {
                leave(IndexKeys.at(IndexKeys.state(earlier), position));
            }
        }
    }

    /** Whichever version was seen last: compaction may have taken those between. */
    private void leave(Bytes place) {
        if (index.get(place) != null) {
            index.delete(place);
        }
    }
}
