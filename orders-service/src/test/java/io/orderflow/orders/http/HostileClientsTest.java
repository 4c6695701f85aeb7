/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What clients send and do that mean no good, or have bad luck: they get a clear answer, and all others theirs. */
class HostileClientsTest {

    @AutoClose
    private static final Rest rest = new Rest();

    @BeforeEach
    void startAnew() {
        rest.log.reset();
    }

    @Test
    void clientsThatSendTheirBodySlowlyKeepNobodyElseWaiting() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket client = rest.connect();
                slow.add(client);
                client.getOutputStream()
                        .write(
                                "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{"
                                        .getBytes(UTF_8));
                client.getOutputStream().flush();
            }

            assertThat(rest.post(Rest.ORDER).status()).isEqualTo(201);
        } finally {
            closeAll(slow);
        }
    }

    @Test
    void clientsThatDoNotReadTheirAnswersKeepNobodyElseWaiting() throws IOException {
        Sample.OrderBuilder large = order("large");
        for (int line = 0; line < 1_000; line++) {
            large.line("k".repeat(64), 1);
        }
        rest.log.shows(large.created());
        List<Socket> deaf = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket client = new Socket();
                client.setReceiveBufferSize(1_024);
                client.connect(new InetSocketAddress("localhost", rest.address().getPort()));
                deaf.add(client);
                for (int asked = 0; asked < 40; asked++) { // more than the sockets' buffers take
                    Rest.ask(client, "/v1/orders/large?timeout=0");
                }
            }

            assertThat(rest.get("/v1/orders/large?timeout=0").status()).isEqualTo(200);
            assertThat(rest.post(Rest.ORDER).status()).isEqualTo(201);
        } finally {
            closeAll(deaf);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    void aBodyInAnotherEncodingThanUtf8IsRefused(String charset) {
        byte[] body = Rest.ORDER.getBytes(Charset.forName(charset));

        Rest.Answer answer =
                rest.send("POST", "/v1/orders", BodyPublishers.ofByteArray(body), "Content-Type", "application/json");
        Rest.Answer said = rest.send(
                "POST",
                "/v1/orders",
                BodyPublishers.ofByteArray(body),
                "Content-Type",
                "application/json;charset=" + charset);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(said.status()).isEqualTo(415);
        assertThat(said.text("/detail")).contains("UTF-8");
        assertThat(rest.log.commands).isEmpty();
    }

    @Test
    void whatIsLongerThanAnyProductOrCurrencyIsRefusedAtItsField() {
        Rest.Answer answer = rest.post(
                "{\"customerId\":7,\"currency\":\"EURO\",\"lines\":[{\"product\":\"%s\",\"quantity\":0,\"unitPrice\":1}]}"
                        .formatted("\u8336".repeat(89)));

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/errors").findValuesAsText("field"))
                .containsExactly("currency", "lines[0].product");
    }

    @Test
    void aBodyThatIsNotSaidToBeJsonIsRefused() {
        assertThat(rest.send("POST", "/v1/orders", BodyPublishers.ofString(Rest.ORDER))
                        .status())
                .isEqualTo(415);
        rest.log.shows(order("A").line("kettle", 1).created());
        assertThat(rest.send(
                                "POST",
                                "/v1/orders/A/cancel",
                                BodyPublishers.ofString("x=1"),
                                "Content-Type",
                                "text/plain")
                        .status())
                .isEqualTo(415);
        assertThat(rest.send("POST", "/v1/orders/A/cancel", BodyPublishers.noBody(), "Sec-Fetch-Site", "cross-site")
                        .status())
                .isEqualTo(403);
        assertThat(rest.log.commands).isEmpty();
    }

    @Test
    void aBodyInAnUnknownCodingIsRefused() {
        Rest.Answer answer = rest.post(Rest.ORDER, "Content-Encoding", "br");

        assertThat(answer.status()).isEqualTo(415);
        assertThat(answer.text("/detail")).contains("br");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*;q=0", "identity;q=0", "gzip;q=0, *;q=0", "gzip;q=x", "br", ";;,,="})
    void whateverCodingsAClientAcceptsItIsAnswered(String accepted) {
        rest.log.shows(order("A").line("kettle", 1).created());

        Rest.Answer answer = rest.get("/v1/orders/A?timeout=0", "Accept-Encoding", accepted);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/id")).isEqualTo("A");
    }

    @Test
    void anAnswerSaysWhenItWasGivenAndWhetherItMayBeKept() {
        rest.log.shows(order("A").line("kettle", 1).created());

        Rest.Answer known = rest.get("/v1/orders/A?timeout=0");
        Rest.Answer unknown = rest.get("/v1/orders/B?timeout=0");

        assertThat(known.header("Date")).isNotEmpty();
        assertThat(known.header("Cache-Control")).isEqualTo("private, no-cache");
        assertThat(unknown.header("Cache-Control")).isEqualTo("no-store");
    }

    @Test
    void anIdempotencyKeyBelongsToItsCustomer() {
        String other = Rest.ORDER.replace("\"customerId\": 7", "\"customerId\": 8");

        Rest.Answer seven = rest.post(Rest.ORDER, "Idempotency-Key", "1");
        Rest.Answer eight = rest.post(other, "Idempotency-Key", "1");

        assertThat(seven.status()).isEqualTo(201);
        assertThat(eight.status()).isEqualTo(201);
        assertThat(eight.text("/id")).isNotEqualTo(seven.text("/id"));
    }

    @Test
    void anIdThatIsTakenTellsNothingOfAnotherCustomersOrder() {
        rest.post(Rest.ORDER.replace("{\"customerId\"", "{\"id\": \"mine\", \"customerId\""));

        Rest.Answer answer = rest.post(Rest.ORDER
                .replace("{\"customerId\"", "{\"id\": \"mine\", \"customerId\"")
                .replace("\"customerId\": 7", "\"customerId\": 8"));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().has("order")).isFalse();
        assertThat(answer.body()).doesNotContain("kettle");
    }

    @Test
    void anEventIdOfVeryManyNumbersIsRefused() {
        Rest.Answer answer =
                rest.get("/v1/orders/events", "Accept", "text/event-stream", "Last-Event-ID", "1-".repeat(1_800) + "x");

        assertThat(answer.status()).isEqualTo(400);
    }

    @Test
    void oneClientMayNotTakeAllStreams() throws IOException {
        List<Socket> streams = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                Socket client = rest.connect();
                streams.add(client);
                Rest.ask(client, "/v1/orders/events");
                assertThat(client.getInputStream().read()).isPositive();
            }

            Rest.Answer oneMore = rest.get("/v1/orders/events", "Accept", "text/event-stream");

            assertThat(oneMore.status()).isEqualTo(429);
            assertThat(oneMore.header("Retry-After")).isNotEmpty();
        } finally {
            closeAll(streams);
        }
    }

    private static void closeAll(List<Socket> sockets) throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
