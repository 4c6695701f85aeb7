/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.http.Rest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Server-sent events. */
class FollowTest {

    @AutoClose
    private final Rest rest = new Rest();

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void eachRecordIsAnEventWithItsPlaceAsId() throws Exception {
        rest.orders.write(0, "7", "before");
        try (Events events = follow("/v1/orders/events")) {
            assertThat(events.nextId()).isEqualTo("1-0");
            rest.orders.write(0, "7", "{\"id\": \"A\"}");
            rest.orders.write(0, "8", "{\"id\": \"B\"}");

            assertThat(events.nextEvent()).isEqualTo("order {\"id\": \"A\"} 2-0");
            assertThat(events.nextEvent()).isEqualTo("order {\"id\": \"B\"} 3-0");
        }
    }

    @Test
    void whoWasAwayIsToldWhatHeMissedAndThenWhatComes() throws Exception {
        for (int i = 0; i < 5_000; i++) {
            rest.orders.write(i % 2, "7", "n" + i);
        }
        try (Events events = follow("/v1/orders/events", "Last-Event-ID", "1-0")) {
            rest.orders.write(0, "7", "live");

            for (int i = 0; i < 5_000; i++) {
                assertThat(events.nextEvent()).startsWith("order ").doesNotContain(" n0 ");
            }
        }
    }

    @Test
    void ordersAreFilteredByCustomer() throws Exception {
        try (Events events = follow("/v1/orders/events?customerId=7")) {
            events.nextId();
            rest.orders.write(0, "8", "other");
            rest.orders.write(0, "7", "mine");

            assertThat(events.nextEvent()).isEqualTo("order mine 2-0");
        }
    }

    @Test
    void whileNothingComesTheConnectionIsKeptAndThePlaceTold() throws Exception {
        try (Events events = follow("/v1/order-validations/events?orderId=A")) {
            assertThat(events.nextId()).isEqualTo("0-0");
            rest.validations.write(0, "B", "other");

            String id = events.nextId();
            while (id.equals("0-0")) {
                id = events.nextId();
            }
            assertThat(id).isEqualTo("1-0");
        }
    }

    @Test
    void whoReadsTooSlowlyIsDroppedAndNobodyElse() throws Exception {
        try (Socket slow = rest.connect();
                Events events = follow("/v1/orders/events")) {
            Rest.ask(slow, "/v1/orders/events");
            await().until(() -> rest.followers() == 2);
            String much = "x".repeat(4_000);
            int written = 0;
            while (rest.followers() == 2) {
                rest.orders.write(0, "7", much);
                written++;
                assertThat(events.nextEvent()).startsWith("order xxx");
            }

            assertThat(written).isGreaterThan(1_000);
            assertThat(rest.followers()).isOne();
            rest.orders.write(0, "7", "on it goes");
            assertThat(events.nextEvent()).startsWith("order on it goes");
        }
    }

    @Test
    void whoLeavesIsForgotten() throws Exception {
        try (Events events = follow("/v1/orders/events")) {
            events.nextId();
            assertThat(rest.followers()).isOne();
        }
        await().until(() -> rest.followers() == 0);
    }

    @Test
    void whatCannotBeFollowedIsAProblem() {
        assertThat(rest.get("/v1/orders/events?customerId=x").status()).isEqualTo(400);
        assertThat(rest.get("/v1/orders/events", "Last-Event-ID", "x").text("/errors/0/field"))
                .isEqualTo("Last-Event-ID");
        assertThat(rest.get("/v1/orders/events", "Accept", "application/json").status())
                .isEqualTo(406);
        assertThat(rest.post("{}").status()).isEqualTo(400);
        assertThat(rest.send("POST", "/v1/orders/events", BodyPublishers.noBody())
                        .status())
                .isEqualTo(405);
        assertThat(rest.send("HEAD", "/v1/orders/events", BodyPublishers.noBody())
                        .header("Content-Type"))
                .startsWith("text/event-stream");
        assertThat(rest.send("OPTIONS", "/v1/orders/events", BodyPublishers.noBody())
                        .header("Allow"))
                .isEqualTo("GET, HEAD, OPTIONS");
    }

    private Events follow(String path, String... headers) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(rest.address().resolve(path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<InputStream> response = client.send(request.build(), BodyHandlers.ofInputStream());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        return new Events(new BufferedReader(new InputStreamReader(response.body(), UTF_8)));
    }

    /** What comes, event by event. */
    private record Events(BufferedReader in) implements AutoCloseable {

        /** The next event with data: its name, data and id. */
        String nextEvent() throws IOException {
            String event = "";
            String data = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("event: ")) {
                    event = line.substring(7);
                } else if (line.startsWith("data: ")) {
                    data = line.substring(6);
                } else if (line.startsWith("id: ") && !data.isEmpty()) {
                    return event + " " + data + " " + line.substring(4);
                }
            }
            throw new IOException("the stream has ended");
        }

        /** The id that comes next, with data or without. */
        String nextId() throws IOException {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (line.startsWith("id: ")) {
                    return line.substring(4);
                }
            }
            throw new IOException("the stream has ended");
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
