/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Random;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksMemoryTest {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int STORES = 24;

    @TempDir
    private Path folder;

    @AutoClose
    private final RocksMemory memory = new RocksMemory(8);

    @Test
    void manyStoresTogetherStayWithinTheBound() {
        try (TopologyTestDriver driver = driver("many", STORES)) {
            byte[] value = new byte[1_000];
            new Random(1).nextBytes(value);
            long most = 0;
            for (int i = 0; i < 2_000; i++) {
                for (int store = 0; store < STORES; store++) { // 48 MB in all
                    store(driver, store).put("key-" + i, value);
                }
                most = Math.max(most, memory.usedBytes());
            }
            for (int store = 0; store < STORES; store++) {
                for (int i = 0; i < 2_000; i += 7) {
                    assertThat(store(driver, store).get("key-" + i)).isEqualTo(value);
                }
                most = Math.max(most, memory.usedBytes());
            }

            assertThat(most)
                    .isBetween(
                            1L * MEGABYTE, 12L * MEGABYTE); // what is being read or flushed may exceed it for a moment
        }
    }

    @Test
    void aStoreThatIsClosedLeavesTheOthersTheirMemory() {
        try (TopologyTestDriver stays = driver("stays", 1)) {
            try (TopologyTestDriver ends = driver("ends", 1)) {
                store(ends, 0).put("key", new byte[10]);
            }

            store(stays, 0).put("key", new byte[10]);
            assertThat(store(stays, 0).get("key")).hasSize(10);
            memory.close(); // as at the end of a service, of which a store was too slow to close
            assertThat(store(stays, 0).get("key")).hasSize(10);
        }
    }

    private TopologyTestDriver driver(String name, int stores) {
        Topology topology =
                new Topology().addSource("read", new ByteArrayDeserializer(), new ByteArrayDeserializer(), "topic");
        List<String> names = new ArrayList<>();
        for (int i = 0; i < stores; i++) {
            names.add("store-" + i);
            topology.addStateStore(Stores.keyValueStoreBuilder(
                            Stores.persistentKeyValueStore("store-" + i), Serdes.String(), Serdes.ByteArray())
                    .withLoggingDisabled());
        }
        topology.addProcessor("process", Idle::new, "read");
        topology.connectProcessorAndStateStores("process", names.toArray(String[]::new));
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, name);
        properties.put(StreamsConfig.STATE_DIR_CONFIG, folder.toString());
        properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksMemory.Shared.class);
        properties.put(RocksMemory.CONFIG, memory);
        return new TopologyTestDriver(topology, properties);
    }

    private static KeyValueStore<String, byte[]> store(TopologyTestDriver driver, int number) {
        return driver.getKeyValueStore("store-" + number);
    }

    private static final class Idle implements Processor<byte[], byte[], Void, Void> {

        @Override
        public void process(Record<byte[], byte[]> record) {
            // the test writes into the stores itself
        }
    }
}
