/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.internals.StoreBuilderWrapper;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowBytesStoreSupplier;

/**
 * Reaches into Kafka's own parts, where there is no door: a store that a topology keeps on disk is kept in memory, which is what
 * makes a run a matter of milliseconds, and the test driver hands over one record at a time.
 */
final class Internals {

    private Internals() {}

    /** Lets all stores of {@code topology} be in memory. */
    static Topology inMemory(Topology topology) {
        Object builder = read(topology, "internalTopologyBuilder");
        List<Object> factories = new ArrayList<>();
        factories.addAll(((Map<?, ?>) read(builder, "stateFactories")).values());
        factories.addAll(((Map<?, ?>) read(builder, "globalStateBuilders")).values());
        for (Object factory : factories) {
            Object holder =
                    factory instanceof StoreBuilderWrapper wrapper ? wrapper.builder() : read(factory, "materialized");
            Object supplier = read(holder, "storeSupplier");
            if (supplier instanceof KeyValueBytesStoreSupplier onDisk) {
                write(holder, "storeSupplier", Stores.inMemoryKeyValueStore(onDisk.name()));
            } else if (supplier instanceof WindowBytesStoreSupplier onDisk) {
                write(
                        holder,
                        "storeSupplier",
                        Stores.inMemoryWindowStore(
                                onDisk.name(),
                                Duration.ofMillis(onDisk.retentionPeriod()),
                                Duration.ofMillis(onDisk.windowSize()),
                                onDisk.retainDuplicates()));
            }
        }
        return topology;
    }

    static Object read(Object owner, String name) {
        try {
            return field(owner, name).get(owner);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(Object owner, String name, Object value) {
        try {
            field(owner, name).set(owner, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Field field(Object owner, String name) {
        Class<?> type = owner.getClass();
        while (type != null) {
            try {
                Field field = type.getDeclaredField(name);
                field.setAccessible(true);
                return field;
            } catch (NoSuchFieldException e) {
                type = type.getSuperclass();
            }
        }
        throw new IllegalStateException(
                "%s of this release of Kafka has no field %s".formatted(owner.getClass(), name));
    }
}
