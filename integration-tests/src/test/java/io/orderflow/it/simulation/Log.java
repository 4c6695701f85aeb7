/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;

/**
 * Topics as lists, each of one partition. A record of a transaction is in its place from the moment it is written, as on a broker:
 * whoever reads committed records waits in front of it until the transaction ends, and never sees it if it is given up.
 */
final class Log {

    /** What became of the transaction that a record is part of. */
    enum Fate {
        OPEN,
        COMMITTED,
        ABORTED
    }

    /** A record in its place. */
    static final class Entry {

        private final ConsumerRecord<byte[], byte[]> record;
        private Fate fate;
        private boolean compacted;

        private Entry(ConsumerRecord<byte[], byte[]> record, Fate fate) {
            this.record = record;
            this.fate = fate;
        }

        ConsumerRecord<byte[], byte[]> record() {
            return record;
        }

        boolean isCommitted() {
            return fate == Fate.COMMITTED;
        }

        /** The transaction ends. */
        void ends(Fate how) {
            fate = how;
        }
    }

    private final Map<String, List<Entry>> topics = new TreeMap<>();

    Entry append(String topic, byte[] key, byte[] value, Headers headers, long time, Fate fate) {
        List<Entry> entries = topics.computeIfAbsent(topic, none -> new ArrayList<>());
        Entry entry = new Entry(
                new ConsumerRecord<>(
                        topic,
                        0,
                        entries.size(),
                        time,
                        TimestampType.CREATE_TIME,
                        -1,
                        -1,
                        key,
                        value,
                        headers,
                        Optional.empty()),
                fate);
        entries.add(entry);
        return entry;
    }

    /** The next record for a reader that is at {@code offset}. */
    Optional<Entry> next(String topic, long offset, boolean committedOnly) {
        List<Entry> entries = entries(topic);
        for (int i = (int) offset; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (committedOnly && entry.fate == Fate.OPEN) {
                return Optional.empty();
            }
            if (!entry.compacted && (!committedOnly || entry.isCommitted())) {
                return Optional.of(entry);
            }
        }
        return Optional.empty();
    }

    /** Everything that was ever committed. */
    List<ConsumerRecord<byte[], byte[]>> committed(String topic) {
        return entries(topic).stream()
                .filter(Entry::isCommitted)
                .map(Entry::record)
                .collect(toList());
    }

    /** What compaction left of what was committed. */
    List<ConsumerRecord<byte[], byte[]>> left(String topic) {
        return entries(topic).stream()
                .filter(entry -> entry.isCommitted() && !entry.compacted)
                .map(Entry::record)
                .collect(toList());
    }

    Set<String> topics() {
        return topics.keySet();
    }

    long end(String topic) {
        return entries(topic).size();
    }

    boolean isCommitted(String topic, long offset) {
        return entries(topic).get((int) offset).isCommitted();
    }

    /** Of the records before {@code end} that are settled, only the newest of each key stays. */
    void compact(String topic, long end) {
        List<Entry> dirty = entries(topic).stream()
                .limit(end)
                .takeWhile(entry -> entry.fate != Fate.OPEN)
                .filter(Entry::isCommitted)
                .collect(toList());
        Set<Bytes> later = new HashSet<>();
        for (int i = dirty.size() - 1; i >= 0; i--) {
            if (!later.add(Bytes.wrap(dirty.get(i).record.key()))) {
                dirty.get(i).compacted = true;
            }
        }
    }

    private List<Entry> entries(String topic) {
        return topics.getOrDefault(topic, List.of());
    }

    /** All records, topic after topic: what two runs of one seed have in common. */
    Stream<ConsumerRecord<byte[], byte[]>> all() {
        return topics.values().stream().flatMap(List::stream).map(Entry::record);
    }
}
