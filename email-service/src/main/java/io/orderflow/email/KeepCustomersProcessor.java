/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.orderflow.events.Customer;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the newest record of each customer. A processor rather than a global table, because it also sees the records of a
 * restart: one that cannot be read is left out then, too, and the one before it stays.
 */
final class KeepCustomersProcessor implements Processor<Long, Customer, Void, Void> {

    static final String CUSTOMERS = "customers";

    private KeyValueStore<Long, Customer> store;

    @SuppressWarnings("NullAway.Init") // by init
    KeepCustomersProcessor() {}

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(CUSTOMERS);
    }

    @Override
    public void process(Record<Long, Customer> record) {
        if (record.key() != null) {
            store.put(record.key(), record.value());
        }
    }
}
