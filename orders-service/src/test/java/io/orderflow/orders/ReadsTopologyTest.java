/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.PinnedTopology;
import io.orderflow.events.OrderState;
import io.orderflow.orders.history.HistoryProcessor;
import io.orderflow.orders.list.IndexKeys;
import io.orderflow.orders.list.IndexProcessor;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the reads keep, whatever happens to them. */
class ReadsTopologyTest {

    private final OrdersFixture orders = new OrdersFixture();

    @AfterEach
    void close() {
        orders.close();
    }

    @Test
    void ordersThatAreReadAgainAreKeptOnceAndAsTheyWereFirstSeen() {
        orders.placed("A").passedByAll("A").placed("B");
        List<HistoryEntry> kept = orders.kept("A");

        orders.later(Duration.ofHours(1)).readAgain();

        assertThat(orders.kept("A")).isEqualTo(kept);
        assertThat(orders.listed(IndexKeys.state(OrderState.VALIDATED))).containsExactly("A");
        assertThat(orders.view().get("A").value().getState()).isEqualTo(OrderState.VALIDATED);
    }

    @Test
    void whatIsReadAgainIsInTheChangelogsWhateverIsOnTheDisk() {
        orders.placed("A");
        int history = orders.changesOfReads(HistoryProcessor.HISTORY_STORE);
        int index = orders.changesOfReads(IndexProcessor.INDEX_STORE);

        orders.readAgain();

        assertThat(orders.changesOfReads(HistoryProcessor.HISTORY_STORE)).isEqualTo(history);
        assertThat(orders.changesOfReads(IndexProcessor.INDEX_STORE)).isEqualTo(index);
    }

    @Test
    void whatCannotBeReadIsTheLifeCyclesDeadLetterAlone() {
        orders.placed("A").garbage().withoutValue().passedByAll("A");

        assertThat(orders.history("A")).hasSize(5);
        assertThat(orders.topicsWrittenByReads()).noneMatch(topic -> topic.contains("dlq"));
    }

    @Test
    void nodesAndStoresAreNamedAsTheyWere() {
        PinnedTopology.check(
                OrdersFixture.reads(EventSerdes.using(new InMemoryRegistry())),
                ReadsTopologyTest.class,
                "expected-reads-topology.txt");
    }
}
