/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.OrdersClient.orderOf;
import static io.orderflow.it.WholeSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.Shipment;
import io.orderflow.it.OrdersClient.Answer;
import io.orderflow.it.OrdersClient.OrderBody;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Makes what a release leaves behind when it is stopped: broker, schemas and local state, with orders in each state, three of them
 * not decided. No test; {@link UpgradeIT} starts on what it has made. CONTRIBUTING.md tells how to run it.
 */
class UpgradeFixture {

    /** Longer than any release is kept: the undecided orders must not time out meanwhile. */
    static final String VALIDATION_TIMEOUT = "36500d";

    private static final Path ZIP =
            Path.of(System.getProperty("fixture", "target/release.zip")).toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void leavesBehindWhatAReleaseLeaves() throws IOException {
        try (WholeSystem system = WholeSystem.keptIn(folder)) {
            Topics.all().forEach(system::neverForget);
            seed(system);
            system.startServices(Map.of("orders.validation.timeout", VALIDATION_TIMEOUT));
            placeOrdersOfEachState(system);
            assertThat(system.audit().findings()).isEmpty();
            system.stopServices();
            placeOrdersThatNobodyDecides(system);
        }
        zip();
    }

    private static void seed(WholeSystem system) {
        for (long id = 1; id <= 3; id++) {
            system.send(Topics.CUSTOMERS, id, Sample.customer(id));
        }
        system.send(Topics.PRODUCTS, "kettle", Sample.product("kettle", "24.90"));
        system.send(Topics.PRODUCTS, "lamp", Sample.product("lamp", "9.50"));
        system.send(Topics.WAREHOUSE_INVENTORY, "kettle", Sample.received("kettle", 20));
        system.send(Topics.WAREHOUSE_INVENTORY, "lamp", Sample.received("lamp", 1));
        system.sendBytes(Topics.ORDERS, "garbage", new byte[] {1, 2, 3});
    }

    private static void placeOrdersOfEachState(WholeSystem system) {
        OrdersClient orders = system.orders();
        assertThat(orders.decided(kettles("validated", 2)).state()).isEqualTo("VALIDATED");
        assertThat(orders.decided(kettles("failed", 21)).state()).isEqualTo("FAILED");
        assertThat(orders.decided(kettles("both-lines", 1).line("lamp", 1, "9.50"))
                        .state())
                .isEqualTo("VALIDATED");

        assertThat(orders.decided(kettles("cancelled", 3)).state()).isEqualTo("VALIDATED");
        orders.cancel("cancelled");
        assertThat(orders.decided(kettles("shipped", 4)).state()).isEqualTo("VALIDATED");
        system.send(Topics.SHIPMENTS, "shipped", new Shipment("shipped", Sample.NOON));
        await().atMost(PATIENCE).until(() -> stateOf(orders, "cancelled").equals("CANCELLED"));
        await().atMost(PATIENCE).until(() -> stateOf(orders, "shipped").equals("SHIPPED"));
    }

    static String stateOf(OrdersClient orders, String id) {
        return orders.get("/v1/orders/" + id).state();
    }

    /** The life cycle alone is there, and killed before it could tidy up. */
    private void placeOrdersThatNobodyDecides(WholeSystem system) {
        try (OrdersInstance alone =
                new OrdersInstance(system, folder, "state", "--orders-validation-timeout", VALIDATION_TIMEOUT)) {
            alone.awaitReady();
            OrdersClient orders = new OrdersClient(alone.rest("/").toString());
            for (String id : List.of("open-1", "open-2", "open-3")) {
                Answer placed = orders.post(kettles(id, 1));
                assertThat(placed.status()).isEqualTo(201);
            }
            alone.kill();
        }
    }

    private static OrderBody kettles(String id, int quantity) {
        return orderOf(1).id(id).line("kettle", quantity, "24.90");
    }

    private void zip() throws IOException {
        try (OutputStream file = Files.newOutputStream(ZIP);
                ZipOutputStream zip = new ZipOutputStream(file);
                Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).sorted().toList()) {
                Path entry = folder.relativize(path);
                if (entry.getNameCount() == 1 && entry.toString().endsWith(".log")) {
                    continue; // what a process printed
                }
                zip.putNextEntry(new ZipEntry(entry.toString()));
                Files.copy(path, zip);
            }
        }
    }
}
