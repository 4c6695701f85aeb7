/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.rest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.show.AvroJson;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;

/**
 * The orders service's API. What it answers, a problem too, is a {@link Reply}; where no answer comes, the future fails: with an
 * {@link IOException}, or a {@link ClientException} if what answers is no orders service.
 */
public final class OrdersClient {

    /** The service waits no longer for one request. */
    public static final Duration LONGEST_WAIT = Duration.ofSeconds(30);

    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int BAD_GATEWAY = 502;

    private final String url;
    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();

    /**
     * {@code url} as in {@code http://localhost:8080}.
     *
     * @throws ClientException if it is none
     */
    public OrdersClient(String url) {
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (!url.matches("https?://[^\\s/]+.*")) {
            throw new ClientException(
                    Kind.INVALID, "--url=%s: must be a URL such as http://localhost:8080".formatted(url));
        }
    }

    /** Places the order that {@code json} describes; with an id in it, the answer comes when the order is known. */
    public CompletableFuture<Reply> place(String json, Duration wait) {
        return send(request("/v1/orders" + timeout(wait), wait)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json)));
    }

    /** The order, once it is known, or after {@code wait} that there is none. */
    public CompletableFuture<Reply> get(String id, Duration wait) {
        return send(request("/v1/orders/" + encoded(id) + timeout(wait), wait).GET());
    }

    /** The order, once it is decided, or after {@code wait} that it is not. */
    public CompletableFuture<Reply> decided(String id, Duration wait) {
        return send(request("/v1/orders/" + encoded(id) + "/validated" + timeout(wait), wait)
                .GET());
    }

    /** Asks for the order to be cancelled. */
    public CompletableFuture<Reply> cancel(String id) {
        return send(
                request("/v1/orders/" + encoded(id) + "/cancel", LONGEST_WAIT).POST(BodyPublishers.noBody()));
    }

    /** What happened to the order, and why. */
    public CompletableFuture<Reply> history(String id) {
        return send(
                request("/v1/orders/" + encoded(id) + "/history", LONGEST_WAIT).GET());
    }

    /** Orders, newest first. */
    public CompletableFuture<Reply> list(Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        return send(request("/v1/orders" + (query.isEmpty() ? "" : parameters), LONGEST_WAIT)
                .GET());
    }

    /** Waits for the answer; a {@link ClientException} if none comes. */
    public Reply answer(CompletableFuture<Reply> asked) {
        try {
            return asked.join();
        } catch (CompletionException e) {
            throw away(e.getCause() == null ? e : e.getCause());
        }
    }

    /** Why no answer came, as the end of a command. */
    public ClientException away(Throwable fault) {
        if (fault instanceof ClientException known) {
            return known;
        }
        if (!(fault instanceof IOException)) {
            throw new IllegalStateException(fault);
        }
        String why = fault instanceof HttpTimeoutException
                ? "no answer in time"
                : fault.getMessage() == null ? "connection refused" : fault.getMessage();
        return new ClientException(
                Kind.AWAY,
                "no orders service at %s (%s): is it running (bin/demo starts one)? If it is elsewhere, give --url"
                        .formatted(url, why),
                fault);
    }

    /** The end of a command that got {@code reply} and cannot go on. */
    public ClientException refused(Reply reply) {
        boolean noSuchPath = reply.status() == 405
                || (reply.status() == 404 && !reply.problem().equals("unknown-order"));
        if (noSuchPath) {
            return new ClientException(
                    Kind.AWAY,
                    "the orders service at %s has no such request (%s): is it an older one, or is --url something else's?"
                            .formatted(url, reply.detail()));
        }
        Kind kind = switch (reply.status()) {
            case 400, 413, 415, 422 -> Kind.INVALID;
            case 404 -> Kind.NOT_FOUND;
            case 409, 412 -> Kind.REFUSED;
            case 504 -> Kind.UNDECIDED;
            default -> Kind.AWAY;
        };
        return new ClientException(
                kind,
                reply.status() >= 500 && reply.status() <= BAD_GATEWAY
                        ? "the orders service at %s failed: %s".formatted(url, reply.detail())
                        : reply.detail());
    }

    private HttpRequest.Builder request(String path, Duration wait) {
        try {
            return HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(wait.plus(GRACE))
                    .header("Accept", "application/json, application/problem+json");
        } catch (IllegalArgumentException e) {
            throw new ClientException(
                    Kind.INVALID, "--url=%s: must be a URL such as http://localhost:8080".formatted(url), e);
        }
    }

    private CompletableFuture<Reply> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(this::reply);
    }

    private Reply reply(HttpResponse<String> response) {
        try {
            JsonNode body =
                    response.body().isBlank() ? MissingNode.getInstance() : AvroJson.MAPPER.readTree(response.body());
            return new Reply(response.statusCode(), body);
        } catch (JsonProcessingException e) {
            throw new ClientException(
                    Kind.AWAY,
                    "what answers at %s (HTTP %d) is no orders service: check --url"
                            .formatted(url, response.statusCode()),
                    e);
        }
    }

    private static String timeout(Duration wait) {
        return "?timeout=" + wait.toMillis();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
