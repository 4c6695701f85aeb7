/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Order;
import io.orderflow.orders.instances.FakeStreams;
import io.orderflow.orders.list.FakeStore;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LocalHistoriesTest {

    private static final Order KNOWN = order("A").line("kettle", 1).created();
    private static final HistoryEntry CREATED =
            new HistoryEntry(NOON, NOON, new KeptEvent("CREATED", 1, List.of(), ""));

    @AutoClose
    private final FakeStreams streams = new FakeStreams();

    private final LocalHistories histories = new LocalHistories(() -> streams, "view", "history");

    private void owns(String id) {
        streams.owns(new HostInfo("here", 8081), id, 2);
    }

    @Test
    void theHistoryOfAnOrderIsAllThatIsKeptOfItAndOfNoOther() {
        owns("A");
        FakeStore<String, HistoryEntry> kept =
                new FakeStore<>(Map.of("A/1", CREATED, "AB/1", CREATED, "AB/2", CREATED));
        streams.has("view", 2, new FakeStore<>(Map.of("A", KNOWN)));
        streams.has("history", 2, kept);

        assertThat(histories.look("A")).hasValueSatisfying(history -> {
            assertThat(history.order()).isEqualTo(KNOWN);
            assertThat(history.entries()).extracting(OrderHistory.Entry::kept).containsExactly(CREATED);
        });
        assertThat(kept.open).as("open iterators").isZero();
    }

    @Test
    void thereIsNoneOfAnUnknownOrder() {
        owns("B");
        streams.has("view", 2, new FakeStore<>(Map.of("A", KNOWN)));

        assertThat(histories.look("B")).isEmpty();
    }

    @Test
    void thereIsNoneWhileItCannotBeRead() {
        assertThat(histories.look("A")).as("while nobody owns it").isEmpty();

        owns("A");
        assertThat(histories.look("A")).as("while no store is here").isEmpty();

        streams.has("view", 2, new FakeStore<>(Map.of("A", KNOWN)));
        streams.has("history", 2, new InvalidStateStoreException("is read in"));
        assertThat(histories.look("A")).as("while its history is read in").isEmpty();

        streams.stopped = true;
        assertThat(histories.look("A")).as("when the service ends").isEmpty();
    }

    @Test
    void aRecordThatCannotBeReadOrNotNowHasNoHistory() {
        owns("A");
        owns("B");
        streams.has(
                "view",
                2,
                new FakeStore<String, Order>(Map.of())
                        .failing("A", new SerializationException("garbage"))
                        .failing("B", new RegistryUnavailableException("does not answer", new RuntimeException())));

        assertThat(histories.look("A")).isEmpty();
        assertThat(histories.look("B")).isEmpty();
    }
}
