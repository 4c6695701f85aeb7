/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.StartException;
import io.orderflow.common.config.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OrdersServiceTest {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CONTENT =
            "\"customerId\":7,\"currency\":\"EUR\",\"lines\":[{\"product\":\"kettle\",\"quantity\":1,\"unitPrice\":24.90}]";

    private final OrdersService service = OrdersMain.service(Settings.of(Map.of(), OrdersConfig.SETTINGS));

    @Test
    void beforeItIsStartedItIsLiveButNotReady() {
        assertThat(service.name()).isEqualTo("orders-service");
        assertThat(service.health().live()).isTrue();
        assertThat(service.health().ready()).isFalse();
        assertThat(service.topology()).isEmpty();
        assertThatThrownBy(service::address).isInstanceOf(IllegalStateException.class);
        service.close();
    }

    @Test
    void itMayBeClosedTwiceAndBeforeItIsStarted() {
        service.close();
        service.close();

        assertThat(service.health().ready()).isFalse();
    }

    @Test
    void whileItWaitsForItsBrokerAtStartEachRequestIsAnsweredWithinItsTime() throws InterruptedException {
        OrdersService starting = OrdersMain.service(Settings.of(
                Map.of("port", "0", "bootstrap.servers", "localhost:1", "orders.write.timeout", "1s"),
                OrdersConfig.SETTINGS));
        Thread start = new Thread(() -> assertThatThrownBy(starting::start).isInstanceOf(StartException.class));
        start.start();
        try (starting) {
            URI service = await().atMost(PATIENCE)
                    .ignoreException(IllegalStateException.class) // it has no address yet
                    .until(starting::address, address -> true);

            HttpResponse<String> order = send(post(service.resolve("/v1/orders"), "{" + CONTENT + "}"));
            HttpResponse<String> repeatable =
                    send(post(service.resolve("/v1/orders?timeout=200"), "{\"id\":\"mine\"," + CONTENT + "}"));
            HttpResponse<String> read = send(HttpRequest.newBuilder(service.resolve("/v1/orders/mine?timeout=200")));

            assertThat(start.isAlive()).isTrue();
            assertThat(starting.health().live()).isTrue();
            assertThat(starting.health().ready()).isFalse();
            assertThat(List.of(order, repeatable, read)).allSatisfy(answer -> {
                assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            });
            assertThat(order.body()).contains("\"orderId\":", "is safe");
            assertThat(repeatable.body()).contains("\"orderId\":\"mine\"", "is safe");
        } finally {
            start.interrupt();
            start.join();
        }
    }

    private static HttpRequest.Builder post(URI uri, String order) {
        return HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(order));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        return HttpClient.newHttpClient()
                .sendAsync(request.timeout(PATIENCE).build(), BodyHandlers.ofString())
                .join();
    }
}
