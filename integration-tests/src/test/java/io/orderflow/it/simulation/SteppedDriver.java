/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.kstream.Windowed;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.internals.ProcessorTopology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.WindowStore;
import org.apache.kafka.streams.state.internals.WindowKeySchema;
import org.apache.kafka.streams.state.internals.WrappedStateStore;
import org.apache.kafka.streams.test.TestRecord;

/**
 * A test driver that takes one record at a time, of a repartition topic too: what a topology writes for itself comes back only when
 * it is handed over, so that others come between and a crash finds it on its way.
 */
final class SteppedDriver implements AutoCloseable {

    /** In a changelog, a window's key ends with its start and a number. */
    private static final int WINDOW_SUFFIX = Long.BYTES + Integer.BYTES;

    /** What a topology wrote. */
    record Output(String topic, TestRecord<byte[], byte[]> record) {}

    private final TopologyTestDriver driver;
    private final Map<String, TopicPartition> inputs;
    private final Map<String, TopicPartition> allInputs;
    private final Set<String> globals;
    private final Map<String, StateStore> stores = new TreeMap<>();
    private final Set<String> timestamped = new TreeSet<>();
    private final Map<String, String> changelogs;
    private final Map<TopicPartition, AtomicLong> offsets;

    @SuppressWarnings("unchecked") // as the driver declares them
    SteppedDriver(Topology topology, Properties properties, Instant start) {
        driver = new TopologyTestDriver(Internals.inMemory(topology), properties, start);
        inputs = (Map<String, TopicPartition>) Internals.read(driver, "partitionsByInputTopic");
        allInputs = new TreeMap<>(inputs);
        globals = new TreeSet<>(
                ((Map<String, TopicPartition>) Internals.read(driver, "globalPartitionsByInputTopic")).keySet());
        offsets = (Map<TopicPartition, AtomicLong>) Internals.read(driver, "offsetsByTopicOrPatternPartition");
        changelogs = new TreeMap<>(
                ((ProcessorTopology) Internals.read(driver, "processorTopology")).storeToChangelogTopic());
        changelogs.values().removeAll(globals);
        driver.getAllStateStores().forEach((name, store) -> {
            stores.put(name, bottom(store));
            if (WrappedStateStore.isTimestamped(store)) {
                timestamped.add(name);
            }
        });
        inputs.clear();
    }

    /** Topics that it reads a record at a time, those that it writes for itself among them. */
    Set<String> inputs() {
        return allInputs.keySet();
    }

    /** Topics that every instance reads as a whole before it begins. */
    Set<String> globals() {
        return globals;
    }

    /** From each store to the topic that it is restored from. */
    Map<String, String> changelogs() {
        return changelogs;
    }

    void process(ConsumerRecord<byte[], byte[]> record) {
        TopicPartition partition = allInputs.get(record.topic());
        if (partition != null) {
            inputs.put(record.topic(), partition);
            AtomicLong offset = offsets.get(partition);
            if (offset != null) {
                offset.set(record.offset());
            }
        }
        try {
            driver.createInputTopic(record.topic(), new ByteArraySerializer(), new ByteArraySerializer())
                    .pipeInput(new TestRecord<>(
                            record.key(), record.value(), record.headers(), Instant.ofEpochMilli(record.timestamp())));
        } finally {
            inputs.clear();
        }
    }

    void advance(Duration time) {
        driver.advanceWallClockTime(time);
    }

    /** What was written since last asked. */
    List<Output> outputs() {
        List<Output> outputs = new ArrayList<>();
        for (String topic : driver.producedTopicNames()) {
            driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer())
                    .readRecordsToList()
                    .forEach(record -> outputs.add(new Output(topic, record)));
        }
        return outputs;
    }

    /** Puts a record of its changelog into {@code store}. */
    void restore(String store, ConsumerRecord<byte[], byte[]> change) {
        put(store, change.key(), stored(store, change));
    }

    /** Lets {@code store} hold {@code contents}, except for the keys that are {@code newer}. */
    @SuppressWarnings("NullAway") // Kafka's contract: null deletes
    void putBack(String store, Map<Bytes, Bytes> contents, Set<Bytes> newer) {
        Set<Bytes> keys = new TreeSet<>(contents(store).keySet());
        keys.addAll(contents.keySet());
        keys.removeAll(newer);
        keys.forEach(key -> put(
                store, key.get(), contents.containsKey(key) ? contents.get(key).get() : null));
    }

    @SuppressWarnings("unchecked") // the innermost store is one of bytes
    private void put(String store, byte[] key, byte[] value) {
        StateStore bottom = innermost(store);
        if (bottom instanceof WindowStore) {
            int length = key.length - WINDOW_SUFFIX;
            ((WindowStore<Bytes, byte[]>) bottom)
                    .put(
                            Bytes.wrap(Arrays.copyOf(key, length)),
                            value,
                            ByteBuffer.wrap(key).getLong(length));
        } else {
            ((KeyValueStore<Bytes, byte[]>) bottom).put(Bytes.wrap(key), value);
        }
    }

    /** What {@code store} holds, in bytes, as {@link #fold} tells it. */
    @SuppressWarnings("unchecked") // the innermost store is one of bytes
    Map<Bytes, Bytes> contents(String store) {
        Map<Bytes, Bytes> contents = new TreeMap<>();
        StateStore bottom = innermost(store);
        if (bottom instanceof WindowStore) {
            try (KeyValueIterator<Windowed<Bytes>, byte[]> all = ((WindowStore<Bytes, byte[]>) bottom).all()) {
                while (all.hasNext()) {
                    KeyValue<Windowed<Bytes>, byte[]> one = all.next();
                    contents.put(WindowKeySchema.toStoreKeyBinary(one.key, 0), Bytes.wrap(one.value));
                }
            }
        } else {
            try (KeyValueIterator<Bytes, byte[]> all = ((KeyValueStore<Bytes, byte[]>) bottom).all()) {
                while (all.hasNext()) {
                    KeyValue<Bytes, byte[]> one = all.next();
                    contents.put(one.key, Bytes.wrap(one.value));
                }
            }
        }
        return contents;
    }

    /** What {@code store} would hold, had it been restored from {@code changes}. */
    Map<Bytes, Bytes> fold(String store, List<ConsumerRecord<byte[], byte[]>> changes) {
        Map<Bytes, Bytes> contents = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> change : changes) {
            if (change.value() == null) {
                contents.remove(Bytes.wrap(change.key()));
            } else {
                contents.put(Bytes.wrap(change.key()), Bytes.wrap(stored(store, change)));
            }
        }
        return contents;
    }

    private byte[] stored(String store, ConsumerRecord<byte[], byte[]> change) {
        return timestamped.contains(store) && change.value() != null
                ? ByteBuffer.allocate(Long.BYTES + change.value().length)
                        .putLong(change.timestamp())
                        .put(change.value())
                        .array()
                : change.value();
    }

    private StateStore innermost(String store) {
        return Optional.ofNullable(stores.get(store)).orElseThrow();
    }

    private static StateStore bottom(StateStore store) {
        StateStore bottom = store;
        while (bottom instanceof WrappedStateStore<?, ?, ?> wrapper) {
            bottom = wrapper.wrapped();
        }
        return bottom;
    }

    @Override
    public void close() {
        driver.close();
    }
}
