/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.Order;
import io.orderflow.orders.state.HistoryEntry;
import io.orderflow.orders.state.KeptEvent;
import io.orderflow.orders.state.KeptVerdict;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first start of the reads as an application of their own. */
class HistoryMigrationIT {

    private static final Instant THEN = Sample.NOON.minusSeconds(3_600);

    @TempDir
    private Path folder;

    @Test
    void whatTheTopicsTellNoMoreIsStillInTheHistory() {
        try (WholeSystem system = new WholeSystem(folder)) {
            Order order = Sample.order("old").line("kettle", 1).validated();
            system.send(Topics.ORDERS, "old", order); // the one version that compaction has left
            system.createTopic("orders-service-history-changelog");
            keep(system, "old/1", new KeptEvent("CREATED", 1, List.of(), ""));
            keep(system, "old/v7", new KeptVerdict("fraud", "PASS", List.of(), 7L));
            keep(system, "old/2", new KeptEvent("VALIDATED", 2, List.of(), ""));

            try (OrdersInstance instance = new OrdersInstance(system, folder, "first").awaitReady()) {
                String history = instance.get("/v1/orders/old/history").join().body();

                assertThat(history).contains("CREATED", "fraud", "VALIDATED", THEN.toString());
            }
        }
    }

    private static void keep(WholeSystem system, String key, Object fact) {
        system.sendToEachPartition("orders-service-history-changelog", key, new HistoryEntry(THEN, THEN, fact));
    }
}
