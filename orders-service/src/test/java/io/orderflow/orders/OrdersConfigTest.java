/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.config.ConfigProblems;
import io.orderflow.common.config.Settings;
import io.orderflow.orders.limits.LimitsConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdersConfigTest {

    @Test
    void defaultsAreThoseOfTheDocumentation() {
        OrdersConfig config = config(Map.of());

        assertThat(config.host()).isEqualTo("localhost");
        assertThat(config.bindAddress()).isEqualTo("localhost");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.checks()).containsExactly("inventory", "fraud", "order-details");
        assertThat(config.shadowChecks()).isEmpty();
        assertThat(config.checkKeys()).isEmpty();
        assertThat(config.validationTimeout()).isEqualTo(Duration.ofMinutes(5));
        assertThat(config.waitDefault()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.waitMax()).isEqualTo(Duration.ofMinutes(1));
        assertThat(config.writeTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(config.parkedMax()).isEqualTo(20_000);
        assertThat(config.unacknowledgedMax()).isEqualTo(2_000);
        assertThat(config.peerTimeout()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.access().jwks()).isEmpty();
        assertThat(config.access().customerClaim()).isEqualTo("customer_id");
        assertThat(config.access().clockSkew()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.access().open()).isFalse();
        assertThat(config.limits()).isEqualTo(new LimitsConfig(100, 300, 100, 20, 1_000, List.of(), List.of()));
        assertThat(config.exactlyOnce()).isTrue();
    }

    @Test
    void everySettingIsHeard() {
        OrdersConfig config = config(Map.ofEntries(
                entry("host", "orders-1"),
                entry("bind.address", "0.0.0.0"),
                entry("port", "0"),
                entry("orders.checks", "fraud, weather"),
                entry("orders.checks.shadow", "credit-limit"),
                entry("orders.validation.timeout", "30s"),
                entry("orders.wait.default", "1s"),
                entry("orders.wait.max", "2s"),
                entry("orders.write.timeout", "3s"),
                entry("orders.parked.max", "5"),
                entry("orders.unacknowledged.max", "6"),
                entry("orders.peer.timeout", "7s"),
                entry("orders.auth.jwks", "https://login.shop.example/jwks"),
                entry("orders.auth.issuer", "https://login.shop.example"),
                entry("orders.auth.audience", "orderflow"),
                entry("orders.auth.customer.claim", "cid"),
                entry("orders.auth.clock.skew", "8s"),
                entry("orders.client.requests", "9"),
                entry("orders.client.burst", "10"),
                entry("orders.client.open", "11"),
                entry("orders.streams.per.client", "12"),
                entry("orders.client.connections", "13"),
                entry("orders.client.unbounded", "shop, 192.0.2.0/24"),
                entry("orders.proxies", "10.0.0.7"),
                entry("processing.guarantee", "at_least_once")));

        assertThat(config.host()).isEqualTo("orders-1");
        assertThat(config.bindAddress()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isZero();
        assertThat(config.checks()).containsExactly("fraud", "weather");
        assertThat(config.shadowChecks()).containsExactly("credit-limit");
        assertThat(config.validationTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(config.waitDefault()).isEqualTo(Duration.ofSeconds(1));
        assertThat(config.waitMax()).isEqualTo(Duration.ofSeconds(2));
        assertThat(config.writeTimeout()).isEqualTo(Duration.ofSeconds(3));
        assertThat(config.parkedMax()).isEqualTo(5);
        assertThat(config.unacknowledgedMax()).isEqualTo(6);
        assertThat(config.peerTimeout()).isEqualTo(Duration.ofSeconds(7));
        assertThat(config.access().jwks()).contains("https://login.shop.example/jwks");
        assertThat(config.access().issuer()).contains("https://login.shop.example");
        assertThat(config.access().audience()).contains("orderflow");
        assertThat(config.access().customerClaim()).isEqualTo("cid");
        assertThat(config.access().clockSkew()).isEqualTo(Duration.ofSeconds(8));
        assertThat(config.limits())
                .isEqualTo(new LimitsConfig(9, 10, 11, 12, 13, List.of("shop", "192.0.2.0/24"), List.of("10.0.0.7")));
        assertThat(config.exactlyOnce()).isFalse();
    }

    @Test
    void tokensAreAskedForWithAllThatIsNeededOrNotAtAll() {
        assertThatThrownBy(() -> config(Map.of("orders.auth.jwks", "keys.json")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("orders.auth.issuer: must be given")
                .hasMessageContaining("orders.auth.audience: must be given");
        assertThatThrownBy(() -> config(Map.of("orders.auth.audience", "orderflow")))
                .hasMessageContaining("orders.auth.jwks: must be given");
        assertThatThrownBy(() -> config(Map.of(
                        "orders.auth.jwks", "keys.json",
                        "orders.auth.issuer", "me",
                        "orders.auth.audience", "orderflow",
                        "orders.auth.open", "true")))
                .hasMessageContaining("orders.auth.open: cannot be with orders.auth.jwks");
    }

    @Test
    void ordersWithoutAnyCheckAreRefused() {
        assertThatThrownBy(() -> config(Map.of("orders.checks", "")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("must name at least one check");
    }

    @Test
    void aCheckEitherDecidesOrDoesNot() {
        assertThatThrownBy(() -> config(Map.of("orders.checks.shadow", "credit-limit,fraud")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("orders.checks.shadow", "fraud is in orders.checks too");
    }

    @Test
    void aCheckWithoutAKeyCouldNotBeHeard(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("fraud.key"), "0123456789abcdef0123456789abcdef");

        assertThat(config(Map.of("orders.checks", "fraud", "orders.checks.keys", folder.toString()))
                        .checkKeys())
                .isPresent();
        assertThatThrownBy(() -> config(Map.of(
                        "orders.checks",
                        "fraud",
                        "orders.checks.shadow",
                        "credit-limit",
                        "orders.checks.keys",
                        folder.toString())))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(
                        "orders.checks.keys: has no credit-limit.key, and credit-limit is in orders.checks or orders.checks.shadow");
        assertThatThrownBy(() -> config(Map.of("orders.checks.keys", "no-such-folder")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining(
                        "orders.checks.keys=no-such-folder (from the program): cannot be read as a folder of keys");
    }

    @Test
    void theUsualWaitMustNotBeLongerThanTheLongest() {
        assertThatThrownBy(() -> config(Map.of("orders.wait.default", "2m")))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("must be at most orders.wait.max");
    }

    private static OrdersConfig config(Map<String, String> properties) {
        return OrdersConfig.from(Settings.of(properties, OrdersConfig.SETTINGS));
    }
}
