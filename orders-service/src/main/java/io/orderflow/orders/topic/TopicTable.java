/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.topic;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest value of each key of a small topic, for as long as somebody asks. Of a large one, the first keys. */
public final class TopicTable<K extends Comparable<K>, R> implements AutoCloseable {

    private final Function<ConsumerRecord<byte[], byte[]>, K> key;
    private final Function<ConsumerRecord<byte[], byte[]>, Optional<R>> row;
    private final int most;
    private final AskedReading reading;
    private final NavigableMap<K, R> rows = new TreeMap<>();
    private boolean more;

    /**
     * What was asked for.
     *
     * @param rows by key
     * @param more true if there are others, which are not kept
     */
    public record Rows<R>(List<R> rows, boolean more) {

        public Rows {
            rows = List.copyOf(rows);
        }
    }

    TopicTable(
            Function<ConsumerRecord<byte[], byte[]>, K> key,
            Function<ConsumerRecord<byte[], byte[]>, Optional<R>> row,
            int most,
            Function<AskedReading.Keeper, AskedReading> reading) {
        this.key = requireNonNull(key, "key");
        this.row = requireNonNull(row, "row");
        this.most = most;
        this.reading = reading.apply(new Keeping());
    }

    /** All there are, once the topic has been read; exceptionally if it cannot be. */
    public CompletableFuture<Rows<R>> ask() {
        return reading.ask().thenApply(read -> now());
    }

    private synchronized Rows<R> now() {
        return new Rows<>(List.copyOf(rows.values()), more);
    }

    private synchronized void clear() {
        rows.clear();
        more = false;
    }

    private synchronized void keep(K about, Optional<R> value) {
        if (value.isEmpty()) {
            rows.remove(about);
            return;
        }
        rows.put(about, value.get());
        if (rows.size() > most) {
            rows.pollLastEntry();
            more = true;
        }
    }

    @Override
    public void close() {
        reading.close();
    }

    private final class Keeping implements AskedReading.Keeper {

        @Override
        public void begin(boolean whole) {
            clear();
        }

        @Override
        public void read(ConsumerRecord<byte[], byte[]> record) {
            if (record.key() != null) {
                keep(key.apply(record), row.apply(record));
            }
        }
    }
}
