/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.OrdersClient.orderOf;
import static io.orderflow.it.UpgradeFixture.stateOf;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This build starts on what the last release has left: its topics, its schemas, its local state (made by {@link UpgradeFixture}). */
class UpgradeIT {

    @TempDir
    private Path folder;

    @Test
    void whatTheLastReleaseLeftIsKnownAndGoesOn() throws IOException {
        unzip("/released/system.zip");
        try (WholeSystem system = WholeSystem.keptIn(folder)) {
            system.startServices(Map.of("orders.validation.timeout", UpgradeFixture.VALIDATION_TIMEOUT));
            OrdersClient orders = system.orders();

            for (String open : List.of("open-1", "open-2", "open-3")) {
                assertThat(orders.get("/v1/orders/" + open + "/validated?timeout=60000")
                                .state())
                        .as(open)
                        .isEqualTo("VALIDATED");
            }
            assertThat(List.of("validated", "both-lines", "failed", "cancelled", "shipped"))
                    .extracting(id -> stateOf(orders, id))
                    .containsExactly("VALIDATED", "VALIDATED", "FAILED", "CANCELLED", "SHIPPED");
            assertThat(orders.get("/v1/orders/cancelled/history").body().toString())
                    .contains("CREATED", "fraud", "VALIDATED", "CANCELLED");
            assertThat(orders.get("/v1/orders?customerId=1").body().path("orders"))
                    .hasSize(8);

            // 20 received; 4 shipped, 3 reserved for validated orders and 3 for those that were open
            assertThat(orders.decided(orderOf(2).line("kettle", 11, "24.90")).failures())
                    .containsExactly("inventory: kettle: 11 asked, 10 available");
            assertThat(orders.decided(orderOf(2).line("kettle", 10, "24.90")).state())
                    .isEqualTo("VALIDATED");
            assertThat(system.audit().findings()).isEmpty();
        }
    }

    private void unzip(String name) throws IOException {
        try (InputStream file = UpgradeIT.class.getResourceAsStream(name)) {
            assertThat(file).as("%s of the last release", name).isNotNull();
            ZipInputStream zip = new ZipInputStream(file);
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path path = folder.resolve(entry.getName());
                Files.createDirectories(path.getParent());
                Files.copy(zip, path);
            }
        }
    }
}
