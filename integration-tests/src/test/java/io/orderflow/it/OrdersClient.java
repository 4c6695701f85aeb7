/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.stream.StreamSupport;

/** A client of the REST API, as one outside would write it. */
final class OrdersClient {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The longest that the service lets a client wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    /** An answer: its status, and its body as JSON. */
    record Answer(int status, String location, JsonNode body) {

        String state() {
            return body.path("state").asText();
        }

        /** Each failure as {@code check: reason}. */
        Iterable<String> failures() {
            return StreamSupport.stream(body.path("failures").spliterator(), false)
                    .map(failure -> failure.path("check").asText() + ": "
                            + failure.path("reason").asText())
                    .toList();
        }
    }

    /** An order to be placed. */
    static final class OrderBody {

        private final ObjectNode body = JSON.createObjectNode();
        private final ArrayNode lines;

        OrderBody(long customer) {
            body.put("customerId", customer).put("currency", "EUR");
            lines = body.putArray("lines");
        }

        OrderBody id(String id) {
            body.put("id", id);
            return this;
        }

        OrderBody line(String product, int quantity, String unitPrice) {
            lines.addObject()
                    .put("product", product)
                    .put("quantity", quantity)
                    .put("unitPrice", new BigDecimal(unitPrice));
            return this;
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    OrdersClient(String base) {
        this.base = base;
    }

    static OrderBody orderOf(long customer) {
        return new OrderBody(customer);
    }

    Answer post(OrderBody order) {
        return post(order.body.toString());
    }

    Answer post(String body) {
        return send(HttpRequest.newBuilder(URI.create(base + "/v1/orders"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    /** Any path below the service's address. */
    Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : base + path)));
    }

    /** Places an order and waits until it is decided. */
    Answer decided(OrderBody order) {
        Answer placed = post(order);
        assertThat(placed.status()).as("%s", placed.body()).isEqualTo(201);
        return get(placed.location() + "/validated?timeout=" + LONGEST_WAIT.toMillis());
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(LONGEST_WAIT.multipliedBy(2)).build(), BodyHandlers.ofString());
            String location = response.headers().firstValue("Location").orElse("");
            return new Answer(response.statusCode(), location, json(response));
        } catch (IOException e) {
            throw new IllegalStateException("no answer from " + base, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static JsonNode json(HttpResponse<String> response) throws JsonProcessingException {
        return response.body().isEmpty() ? JSON.missingNode() : JSON.readTree(response.body());
    }
}
