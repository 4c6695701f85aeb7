/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orderdetails;

import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps the newest record of each key of a reference topic. A processor rather than a global table, because it also sees
 * the records of a restart: one that cannot be read is left out then, too, and the one before it stays. A
 * record without a value takes its key out.
 */
final class KeepNewestProcessor<K, V> implements Processor<K, V, Void, Void> {

    private final String storeName;
    private KeyValueStore<K, V> store;

    @SuppressWarnings("NullAway.Init") // by init
    KeepNewestProcessor(String storeName) {
        this.storeName = storeName;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
    }

    @Override
    public void process(Record<K, V> record) {
        if (record.key() != null) {
            store.put(record.key(), record.value());
        }
    }
}
