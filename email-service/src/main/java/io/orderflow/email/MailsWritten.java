/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.email.letter.LetterWriter;
import io.orderflow.email.letter.Level;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * What the store {@code mails-written} says, as metrics: how many mails of each kind and level were written in all, in the
 * partitions of this instance. A sum over the instances is the whole.
 */
final class MailsWritten {

    private final Supplier<ReadOnlyKeyValueStore<String, Long>> store;

    MailsWritten(Supplier<ReadOnlyKeyValueStore<String, Long>> store) {
        this.store = store;
    }

    void bindTo(MeterRegistry registry) {
        for (String kind : LetterWriter.KINDS) {
            for (Level level : Level.values()) {
                Gauge.builder("orderflow.mails.written", () -> count(kind, level.text()))
                        .description("Mails written in all, in this instance's partitions, by kind and level")
                        .tag("service", EmailMain.NAME)
                        .tag("kind", kind)
                        .tag("level", level.text())
                        .strongReference(true)
                        .register(registry);
            }
        }
    }

    /** Not a number while partitions move. */
    double count(String kind, String level) {
        String key = MailsWrittenProcessor.keyOf(kind, level);
        long sum = 0;
        // A range and not a get, which would tell the first partition's count only.
        try (KeyValueIterator<String, Long> ofEachPartition = store.get().range(key, key)) {
            while (ofEachPartition.hasNext()) {
                KeyValue<String, Long> count = ofEachPartition.next();
                sum += count.value;
            }
            return sum;
        } catch (InvalidStateStoreException e) {
            return Double.NaN;
        }
    }
}
