/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.config.Setting;
import io.orderflow.email.EmailConfig;
import io.orderflow.fraud.FraudConfig;
import io.orderflow.inventory.InventoryConfig;
import io.orderflow.orderdetails.OrderDetailsConfig;
import io.orderflow.orders.OrdersConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What docker-compose.yml and kubernetes/base tell the services. */
class DeploymentSettingsTest {

    private static final Path KUBERNETES = Path.of("..", "kubernetes", "base");

    /** What one of our containers is told that is no setting of a service: for the JVM, or to make a setting of. */
    private static final Set<String> OTHERS = Set.of("JAVA_TOOL_OPTIONS", "POD_NAME");

    private static final Set<String> SETTINGS = Stream.of(
                    OrdersConfig.SETTINGS,
                    InventoryConfig.SETTINGS,
                    FraudConfig.SETTINGS,
                    OrderDetailsConfig.SETTINGS,
                    EmailConfig.SETTINGS)
            .flatMap(List::stream)
            .map(Setting::environmentName)
            .collect(Collectors.toSet());

    @Test
    void eachOfThemIsASetting() throws IOException {
        try (Stream<Path> files = Files.list(KUBERNETES)) {
            for (Path file : files.toList()) {
                assertThat(names(Files.readString(file), "(?:name: |^)([A-Z][A-Z_]+)(?:,|=|$| #)"))
                        .as("%s", file)
                        .isSubsetOf(SETTINGS);
            }
        }
        assertThat(names(compose(), "^ +([A-Z][A-Z_]+):")).isSubsetOf(SETTINGS);
    }

    /** Its defaults are for a machine of its own, with a heap of gigabytes. */
    @Test
    void theOrdersServiceHoldsNoMoreAtOnceThanAContainersHeapHasRoomFor() throws IOException {
        List<String> bounds = List.of("ORDERS_PARKED_MAX", "ORDERS_CONNECTIONS_MAX");

        assertThat(Files.readString(KUBERNETES.resolve("orders-service.yaml"))).contains(bounds);
        assertThat(compose()).contains(bounds);
    }

    /** Our own services, which stand between registry and tools. */
    private static String compose() throws IOException {
        String all = Files.readString(Path.of("..", "docker-compose.yml"));
        return all.substring(all.indexOf("\n  orders-service:"), all.indexOf("\n  # bin/orderflow"));
    }

    private static Set<String> names(String text, String pattern) {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .filter(name -> !OTHERS.contains(name))
                .collect(Collectors.toSet());
    }
}
