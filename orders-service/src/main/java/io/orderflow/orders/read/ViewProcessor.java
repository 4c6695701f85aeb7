/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Behind the view's store: tells of each order that the store now has. */
public final class ViewProcessor extends ContextualProcessor<String, Order, Void, Void> {

    private final OrderListener listener;

    public ViewProcessor(OrderListener listener) {
        this.listener = listener;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        listener.takenOver(context.taskId().partition());
    }

    @Override
    public void process(Record<String, Order> record) {
        if (record.value() != null) {
            RecordMetadata source = context().recordMetadata().orElseThrow();
            listener.committed(record.value(), source.partition(), source.offset());
        }
    }
}
