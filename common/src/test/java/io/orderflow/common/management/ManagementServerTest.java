/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.StartException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ManagementServerTest {

    private static final Optional<String> LOOPBACK = Optional.of("127.0.0.1");

    private final OneService stock = new OneService("inventory-service");
    private final OneService fraud = new OneService("fraud-service");
    private final ManagementServer server = new ManagementServer(LOOPBACK, 0, Optional.empty(), List.of(stock, fraud));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void readyOnlyIfAllAreReady() throws Exception {
        assertThat(get("/health/ready").statusCode()).isEqualTo(200);

        fraud.health = Health.notReady("streams REBALANCING");

        assertThat(get("/health/ready").statusCode()).isEqualTo(503);
        assertThat(get("/health/ready").body()).contains("fraud-service: streams REBALANCING");
        assertThat(get("/health/live").statusCode()).isEqualTo(200);
    }

    @Test
    void notLiveOnceOneIsDead() throws Exception {
        stock.health = Health.dead("streams ERROR");

        assertThat(get("/health/live").statusCode()).isEqualTo(503);
    }

    @Test
    void metricsAreThoseOfTheJvmAndOfTheServices() throws Exception {
        assertThat(get("/metrics").body()).contains("jvm_memory_used_bytes", "orders_total{service=\"fraud-service\"}");
    }

    @Test
    void topologiesAreShown() throws Exception {
        assertThat(get("/topology").body()).contains("inventory-service", "topology of inventory-service");
    }

    @Test
    void otherPathsTellWhatThereIs() throws Exception {
        assertThat(get("/").body()).contains("/health/ready", "/metrics");
        assertThat(get("/metricsandmore").statusCode()).isEqualTo(404);
    }

    @Test
    void aPortInUseIsNamed() {
        int taken = server.address().getPort();

        assertThatThrownBy(() -> new ManagementServer(LOOPBACK, taken, Optional.empty(), List.of(stock)))
                .isInstanceOf(StartException.class)
                .hasMessageContaining("cannot listen on port " + taken)
                .hasMessageContaining("--management-port");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .build(),
                        BodyHandlers.ofString());
    }

    private static final class OneService implements Service {

        private final String name;
        private Health health = Health.ready("streams RUNNING");

        private OneService(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() {}

        @Override
        public Health health() {
            return health;
        }

        @Override
        public Optional<String> topology() {
            return Optional.of("topology of " + name);
        }

        @Override
        public void bindTo(MeterRegistry registry) {
            registry.counter("orders", "service", name).increment();
        }

        @Override
        public void close() {}
    }
}
