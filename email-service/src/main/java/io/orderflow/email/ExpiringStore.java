/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.TimestampedKeyValueStore;
import org.apache.kafka.streams.state.ValueAndTimestamp;
import org.jspecify.annotations.Nullable;

/**
 * A store whose entries go once they are older than its retention, by the clock. Not a window store, whose clock is the
 * newest record's timestamp: one record from the future would empty it, and one from the past would not be kept. Its
 * changelog is compacted, so that it outlives the offsets of the group.
 */
final class ExpiringStore<V> {

    private static final int ENTRIES_A_ROUND = 1_000;

    private final TimestampedKeyValueStore<String, V> entries;
    private final Duration retention;
    private @Nullable String next;

    ExpiringStore(TimestampedKeyValueStore<String, V> entries, Duration retention) {
        this.entries = entries;
        this.retention = retention;
    }

    static <V> StoreBuilder<TimestampedKeyValueStore<String, V>> builder(String name, Serde<V> values) {
        return Stores.timestampedKeyValueStoreBuilder(
                Stores.persistentTimestampedKeyValueStore(name), Serdes.String(), values);
    }

    /** What is kept under {@code key}; for a while also after its retention. */
    Optional<V> get(String key) {
        return Optional.ofNullable(entries.get(key)).map(ValueAndTimestamp::value);
    }

    /** Keeps {@code value} as one of the time {@code at}, unless that is too long ago at {@code now}. */
    void put(String key, V value, long at, long now) {
        if (!isExpired(at, now)) {
            entries.put(key, ValueAndTimestamp.make(value, at));
        }
    }

    /** Looks at the next entries, from where it stopped the last time, and removes the old ones: little work each time. */
    @SuppressWarnings("NullAway") // a range without a beginning or an end has null there
    void removeExpired(long now) {
        List<String> expired = new ArrayList<>();
        int seen = 0;
        try (KeyValueIterator<String, ValueAndTimestamp<V>> rest = entries.range(next, null)) {
            while (rest.hasNext() && seen < ENTRIES_A_ROUND) {
                KeyValue<String, ValueAndTimestamp<V>> entry = rest.next();
                if (isExpired(entry.value.timestamp(), now)) {
                    expired.add(entry.key);
                }
                seen++;
            }
            next = rest.hasNext() ? rest.peekNextKey() : null;
        }
        expired.forEach(entries::delete);
    }

    private boolean isExpired(long at, long now) {
        return now - at >= retention.toMillis();
    }
}
