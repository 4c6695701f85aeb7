/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.rest.Reply;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** Orders as tests place them, and ask for them. */
final class OrdersClient {

    static final ObjectMapper JSON = new ObjectMapper();

    /** The longest that the service lets a client wait. */
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private static final Duration UNTIL_KNOWN = Duration.ofSeconds(10);

    /** An answer, as tests ask it. */
    record Answer(Reply reply) {

        int status() {
            return reply.status();
        }

        String location() {
            return reply.location();
        }

        JsonNode body() {
            return reply.body();
        }

        String state() {
            return body().path("state").asText();
        }

        /** Each failure as {@code check: reason}. */
        Iterable<String> failures() {
            return StreamSupport.stream(body().path("failures").spliterator(), false)
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

    private final String base;
    private final io.orderflow.client.rest.OrdersClient client;

    OrdersClient(String base) {
        this.base = base;
        client = new io.orderflow.client.rest.OrdersClient(base);
    }

    /** With this bearer token at each request. */
    OrdersClient(String base, String token) {
        this.base = base;
        client = new io.orderflow.client.rest.OrdersClient(base, () -> Optional.of(token), Optional.empty());
    }

    /** Where that path is. */
    URI address(String path) {
        return URI.create(base + path);
    }

    static OrderBody orderOf(long customer) {
        return new OrderBody(customer);
    }

    Answer post(OrderBody order) {
        return post(order.body.toString());
    }

    Answer post(String body) {
        return new Answer(client.answer(client.place(body, UNTIL_KNOWN)));
    }

    /** Asks for an order to be cancelled. */
    Answer cancel(String id) {
        return new Answer(client.answer(client.cancel(id)));
    }

    /** Any path below the service's address. */
    Answer get(String path) {
        return new Answer(client.answer(client.at(path, LONGEST_WAIT)));
    }

    /** Places an order and waits until it is decided. */
    Answer decided(OrderBody order) {
        Answer placed = post(order);
        assertThat(placed.status()).as("%s", placed.body()).isEqualTo(201);
        return get(placed.location() + "/validated?timeout=" + LONGEST_WAIT.toMillis());
    }
}
