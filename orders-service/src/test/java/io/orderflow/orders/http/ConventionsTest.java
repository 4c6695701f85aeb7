/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.http.Rest.Answer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What HTTP expects of everybody. */
class ConventionsTest {

    @AutoClose
    private static final Rest rest = new Rest();

    @BeforeEach
    void startAnew() {
        rest.log.reset();
    }

    @Test
    void aRequestIsCalledAsItsClientCallsItInTheAnswerAndInTheCommand() {
        Answer answer = rest.post(Rest.ORDER, "X-Request-Id", "shop-4711");

        assertThat(answer.header("X-Request-Id")).isEqualTo("shop-4711");
        assertThat(rest.log.commands.element().getRequestId()).startsWith("shop-4711/");
    }

    @Test
    void oneWhoseClientDoesNotSayIsGivenAName() {
        Answer answer = rest.post(Rest.ORDER);

        assertThat(answer.header("X-Request-Id")).hasSize(36);
        assertThat(rest.log.commands.element().getRequestId()).isEqualTo(answer.header("X-Request-Id"));
    }

    @Test
    void twoRequestsOfOneNameAreTwoRequests() {
        String first = Rest.ORDER.replaceFirst("\\{", "{\"id\": \"A\", ");

        assertThat(rest.post(first, "X-Request-Id", "again").status()).isEqualTo(201);
        assertThat(rest.post(first, "X-Request-Id", "again").status()).isEqualTo(200);
        assertThat(rest.post(first.replace("kettle", "mug"), "X-Request-Id", "again")
                        .status())
                .isEqualTo(409);
    }

    @Test
    void refusalsHaveTheNameTooAndOnesThatCouldDoHarmAreNotTaken() {
        assertThat(rest.get("/nowhere", "X-Request-Id", "n1").header("X-Request-Id"))
                .isEqualTo("n1");
        assertThat(rest.get("/nowhere", "X-Request-Id", "a b").header("X-Request-Id"))
                .hasSize(36);
        assertThat(rest.get("/nowhere", "X-Request-Id", "x".repeat(129)).header("X-Request-Id"))
                .hasSize(36);
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/orders, POST",
        "/v1/orders/A, GET",
        "/v1/orders/A/validated, GET",
        "/v1/orders/A/history, GET",
        "/v1/orders/A/cancel, POST",
        "/openapi.json, GET"
    })
    void optionsTellWhatAPathTakes(String path, String method) {
        Answer answer = rest.send("OPTIONS", path, BodyPublishers.noBody());

        assertThat(answer.status()).isBetween(200, 204);
        assertThat(answer.header("Allow")).contains(method, "OPTIONS");
    }

    @ParameterizedTest
    @CsvSource({"/v1/orders", "/v1/orders/A", "/openapi.json"})
    void headIsGetWithoutTheBody(String path) {
        rest.log.shows(order("A").line("kettle", 1).created());

        Answer answer = rest.send("HEAD", path, BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void answersAreCompressedForWhoWantsIt() throws Exception {
        rest.log.shows(order("A").line("kettle", 1).created());

        HttpResponse<byte[]> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(rest.address().resolve("/v1/orders/A"))
                                .header("Accept-Encoding", "gzip")
                                .build(),
                        BodyHandlers.ofByteArray());

        assertThat(answer.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(answer.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        try (GZIPInputStream body = new GZIPInputStream(new ByteArrayInputStream(answer.body()))) {
            assertThat(new String(body.readAllBytes(), UTF_8)).contains("\"id\":\"A\"");
        }
        assertThat(rest.get("/v1/orders/A").header("Content-Encoding")).isEmpty();
    }

    @Test
    void aCompressedOrderIsReadAndOneThatIsNoneIsRefused() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(rest.address().resolve("/v1/orders"))
                .headers("Content-Type", "application/json", "Content-Encoding", "gzip");
        HttpClient client = HttpClient.newHttpClient();

        assertThat(client.send(
                                request.POST(BodyPublishers.ofByteArray(zipped(Rest.ORDER)))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(201);
        assertThat(client.send(request.POST(BodyPublishers.ofString(Rest.ORDER)).build(), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(400);
        assertThat(client.send(
                                request.POST(BodyPublishers.ofByteArray(zipped(" ".repeat(10_000_000))))
                                        .build(),
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(413);
    }

    private static byte[] zipped(String text) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}
