/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.orders.read.LocalView;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

/** What is kept when records come as they do after a crash: from the last commit on, at their own offsets, once more. */
class HistoryProcessorTest {

    private final EventSerdes serdes = EventSerdes.using(new InMemoryRegistry());
    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();

    @Test
    void aVerdictThatIsReadAgainIsKeptOnceAsItWasFirstSeenAndTakesNoRoom() {
        KeyValueStore<String, HistoryEntry> history = history();
        HistoryProcessor first = processor();
        judged(first, 0);
        judged(first, 1);
        List<HistoryEntry> kept = all(history);
        context.setCurrentSystemTimeMs(Sample.NOON.plusSeconds(60).toEpochMilli());

        HistoryProcessor afterCrash = processor();
        for (int time = 0; time < HistoryProcessor.MOST_VERDICTS; time++) {
            judged(afterCrash, 0);
            judged(afterCrash, 1);
        }

        assertThat(all(history)).isEqualTo(kept).hasSize(2);
        judged(afterCrash, 2);
        assertThat(all(history)).hasSize(3);
    }

    private HistoryProcessor processor() {
        HistoryProcessor processor = new HistoryProcessor(Set.of("fraud"));
        processor.init(context);
        return processor;
    }

    private void judged(HistoryProcessor processor, long offset) {
        context.setRecordMetadata(Topics.ORDER_VALIDATIONS.name(), 0, offset);
        processor.process(
                new Record<>("A", new HistoryEvent.Judged(Sample.pass("A", "fraud")), Sample.NOON.toEpochMilli()));
    }

    private KeyValueStore<String, HistoryEntry> history() {
        context.setCurrentSystemTimeMs(Sample.NOON.toEpochMilli());
        open(Stores.timestampedKeyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(LocalView.STORE),
                Topics.ORDERS.keySerde(),
                serdes.valuesOf(Topics.ORDERS)));
        return open(Stores.keyValueStoreBuilder(
                Stores.inMemoryKeyValueStore(HistoryProcessor.HISTORY_STORE),
                Topics.ORDERS.keySerde(),
                serdes.of(HistoryEntry.class)));
    }

    private <S extends StateStore> S open(StoreBuilder<S> builder) {
        S store = builder.withLoggingDisabled().build();
        store.init(context.getStateStoreContext(), store);
        context.addStateStore(store);
        return store;
    }

    private static List<HistoryEntry> all(KeyValueStore<String, HistoryEntry> history) {
        List<HistoryEntry> all = new ArrayList<>();
        try (KeyValueIterator<String, HistoryEntry> entries = history.all()) {
            entries.forEachRemaining(entry -> all.add(entry.value));
        }
        return all;
    }
}
