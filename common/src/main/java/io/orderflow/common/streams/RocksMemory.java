/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.LRUCache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.WriteBufferManager;

/**
 * The memory outside of the heap that all RocksDB stores of a process share: blocks that were read, indexes, and writes that are
 * not in a file yet. By default Kafka Streams gives each store of each partition 50 MB of cache and 48 MB of buffers of its
 * own, which grows with the partitions until the container is killed. Safe for use by several threads.
 */
public final class RocksMemory implements AutoCloseable {

    /** The configuration key under which stores find the memory of their process. */
    public static final String CONFIG = "orderflow.rocks.memory";

    private static final int MEGABYTE = 1024 * 1024;

    /** What a store takes for its first write; by default a megabyte, of which 64 partitions alone would fill the bound. */
    private static final long FIRST_BUFFER_BYTES = 64L * 1024;

    private static final double FOR_INDEXES = 0.2;

    private final long mostBytes;
    private @Nullable Cache cache;
    private @Nullable WriteBufferManager buffers;

    /** @param megabytes for all stores together; half of it at most for writes */
    public RocksMemory(int megabytes) {
        mostBytes = (long) megabytes * MEGABYTE;
    }

    /** How many bytes are in use. */
    public synchronized long usedBytes() {
        Cache shared = cache;
        return shared == null ? 0 : shared.getUsage();
    }

    /** Shows how much of it is used. */
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("orderflow.rocksdb.memory", this, RocksMemory::usedBytes)
                .description("Memory outside of the heap that the RocksDB stores use")
                .baseUnit("bytes")
                .register(registry);
    }

    private synchronized void give(Options options, BlockBasedTableConfig table) {
        Cache shared = cache;
        WriteBufferManager together = buffers;
        if (shared == null || together == null) { // only now, as a service without such stores needs none of RocksDB
            RocksDB.loadLibrary();
            shared = new LRUCache(mostBytes, -1, false, FOR_INDEXES);
            together = new WriteBufferManager(mostBytes / 2, shared);
            cache = shared;
            buffers = together;
        }
        table.setBlockCache(shared)
                .setCacheIndexAndFilterBlocks(true)
                .setCacheIndexAndFilterBlocksWithHighPriority(true)
                .setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(table).setWriteBufferManager(together).setArenaBlockSize(FIRST_BUFFER_BYTES);
    }

    /** Lets it go; each store that is still open keeps its share until it is closed. */
    @Override
    public synchronized void close() {
        if (buffers != null) {
            buffers.close();
            buffers = null;
        }
        if (cache != null) {
            cache.close();
            cache = null;
        }
    }

    /** Has a store take its memory from the process's. Made by Streams, by class name. */
    public static final class Shared implements RocksDBConfigSetter {

        @Override
        public void setConfig(String storeName, Options options, Map<String, Object> configs) {
            if (configs.get(CONFIG) instanceof RocksMemory memory
                    && options.tableFormatConfig() instanceof BlockBasedTableConfig table) {
                memory.give(options, table);
            }
        }

        @Override
        public void close(String storeName, Options options) {
            // Nothing is the store's own: closing what it shares would take it from the others.
        }
    }
}
