/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The orders service's instances, as one client after the other asks them. Keeps no answer back, and repeats nothing by itself. */
final class OrdersApi {

    /** A read is told to wait so long for what it wants. */
    static final Duration WAIT = Duration.ofSeconds(10);

    private static final Duration GIVE_UP = Duration.ofSeconds(25);
    private static final String TOKEN = "Consistency-Token";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<URI> instances;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final long began = System.nanoTime();

    OrdersApi(List<URI> instances) {
        this.instances = List.copyOf(instances);
    }

    /**
     * An answer and what came with it.
     *
     * @param isSent false if nobody listened, so that nothing can have come of it
     */
    record Told(Answer answer, Optional<String> token, Duration comeAgain, boolean isSent) {}

    /** {@code body} with or without an id in it; {@code orderId} is empty if there is none. */
    Told place(long client, Asked asked, int instance, String orderId, String body) throws InterruptedException {
        return send(
                client,
                asked,
                instance,
                orderId,
                request(instance, "/v1/orders?timeout=" + WAIT.toMillis())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body)));
    }

    /** Of {@link Asked#READ}, {@link Asked#DECISION} and {@link Asked#LAST_READ}. */
    Told read(long client, Asked asked, int instance, String orderId, Duration wait) throws InterruptedException {
        String path = "/v1/orders/" + orderId + (asked == Asked.DECISION ? "/validated" : "");
        return send(client, asked, instance, orderId, request(instance, path + "?timeout=" + wait.toMillis()));
    }

    Told readAfter(long client, int instance, String orderId, String token) throws InterruptedException {
        return send(
                client,
                Asked.READ_AFTER_CANCEL,
                instance,
                orderId,
                request(instance, "/v1/orders/" + orderId).header(TOKEN, token));
    }

    Told cancel(long client, int instance, String orderId) throws InterruptedException {
        return send(
                client,
                Asked.CANCEL,
                instance,
                orderId,
                request(instance, "/v1/orders/" + orderId + "/cancel").POST(BodyPublishers.noBody()));
    }

    private HttpRequest.Builder request(int instance, String path) {
        return HttpRequest.newBuilder(instances.get(instance - 1).resolve(path)).timeout(GIVE_UP);
    }

    private Told send(long client, Asked asked, int instance, String orderId, HttpRequest.Builder request)
            throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
            JsonNode body = body(response.body());
            JsonNode order = body.has("order") ? body.path("order") : body;
            String id = order.path("id").asText(body.path("orderId").asText(orderId));
            Optional<String> comeAgain = response.headers().firstValue("Retry-After");
            Answer answer = new Answer(
                    client,
                    millis(),
                    asked,
                    instance,
                    id,
                    response.statusCode(),
                    order.path("version").asInt(),
                    order.path("state").asText(),
                    response.headers().firstValue("Age").isPresent(),
                    comeAgain.isPresent(),
                    body.path("detail").asText());
            return new Told(
                    answer,
                    response.headers().firstValue(TOKEN),
                    Duration.ofSeconds(comeAgain.map(Long::parseLong).orElse(1L)),
                    true);
        } catch (IOException e) {
            Answer none = new Answer(
                    client, millis(), asked, instance, orderId, Answer.NONE, 0, "", false, false, String.valueOf(e));
            return new Told(none, Optional.empty(), Duration.ofSeconds(1), !(e instanceof ConnectException));
        }
    }

    private long millis() {
        return (System.nanoTime() - began) / 1_000_000;
    }

    private static JsonNode body(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("detail", "no JSON: " + text);
        }
    }
}
