/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.demo.Cart.Item;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Places orders over REST, as anyone would. */
final class OrderClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final URI orders;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    /** {@code address} as in {@code http://localhost:8080}. */
    OrderClient(URI address) {
        this.orders = address.resolve("/v1/orders");
    }

    /** The answer to a POST: 201 and the order's id, or something else and a problem. */
    record Answer(int status, String body) {

        boolean isCreated() {
            return status == 201;
        }

        String orderId() {
            try {
                return JSON.readTree(body).path("id").asText();
            } catch (JsonProcessingException e) {
                return "";
            }
        }

        String words() {
            return "POST answered " + status + ": " + body.strip();
        }
    }

    /** The request's body, for {@code curl} as well. */
    static String json(Optional<String> id, long customerId, Cart cart) {
        ObjectNode order = JSON.createObjectNode();
        id.ifPresent(given -> order.put("id", given));
        order.put("customerId", customerId).put("currency", cart.currency());
        ArrayNode lines = order.putArray("lines");
        for (Item item : cart.items()) {
            lines.addObject()
                    .put("product", item.product())
                    .put("quantity", item.quantity())
                    .put("unitPrice", item.unitPrice().setScale(2, RoundingMode.HALF_UP));
        }
        return order.toString();
    }

    /** Where orders are placed. */
    URI address() {
        return orders;
    }

    CompletableFuture<Answer> place(String json) {
        HttpRequest request = HttpRequest.newBuilder(orders)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(OrderClient::answer);
    }

    /** Does REST answer at all? Asks for an order that is not there. */
    boolean answers() {
        HttpRequest request = HttpRequest.newBuilder(orders.resolve("/v1/orders/none?timeout=0"))
                .timeout(TIMEOUT)
                .build();
        try {
            return http.sendAsync(request, BodyHandlers.ofString())
                            .thenApply(OrderClient::answer)
                            .join()
                            .status()
                    == 404;
        } catch (CompletionException e) {
            return false;
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(response.statusCode(), response.body());
    }
}
