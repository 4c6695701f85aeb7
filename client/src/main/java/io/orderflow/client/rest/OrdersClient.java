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
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

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

    /** Bytes; the service's own bound on a page of orders is far lower. */
    private static final int LONGEST_ANSWER = 16_000_000;

    private final String url;
    private final Supplier<Optional<String>> token;
    private final Duration grace;
    private final HttpClient client;

    /**
     * {@code url} as in {@code http://localhost:8080}.
     *
     * @throws ClientException if it is none
     */
    public OrdersClient(String url) {
        this(url, Optional::empty, Optional.empty(), GRACE);
    }

    /**
     * As {@link #OrdersClient(String)}, with the bearer token that {@code token} has at each request, if it has one.
     *
     * @param tls whom to trust where the URL has {@code https}; not given: whom the JVM does
     */
    public OrdersClient(String url, Supplier<Optional<String>> token, Optional<SSLContext> tls) {
        this(url, token, tls, GRACE);
    }

    /** {@code grace}: how much longer than asked for an answer may take before none is expected any more. */
    OrdersClient(String url, Supplier<Optional<String>> token, Optional<SSLContext> tls, Duration grace) {
        HttpClient.Builder http =
                HttpClient.newBuilder().version(Version.HTTP_1_1).connectTimeout(CONNECT);
        tls.ifPresent(http::sslContext);
        this.client = http.build();
        this.token = token;
        this.grace = grace;
        this.url = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
        if (!url.matches("https?://[^\\s/]+.*")) {
            throw new ClientException(
                    Kind.INVALID, "--url=%s: must be a URL such as http://localhost:8080".formatted(url));
        }
    }

    /** Places the order that {@code json} describes; with an id in it, the answer comes when the order is known. */
    public CompletableFuture<Reply> place(String json, Duration wait) {
        return send(
                request("/v1/orders" + timeout(wait), wait)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)),
                wait);
    }

    /** The order, once it is known, or after {@code wait} that there is none. */
    public CompletableFuture<Reply> get(String id, Duration wait) {
        return send(request(path(id) + timeout(wait), wait).GET(), wait);
    }

    /** The order, once it is decided, or after {@code wait} that it is not. */
    public CompletableFuture<Reply> decided(String id, Duration wait) {
        return send(request(path(id) + "/validated" + timeout(wait), wait).GET(), wait);
    }

    /** Asks for the order to be cancelled. */
    public CompletableFuture<Reply> cancel(String id) {
        return send(request(path(id) + "/cancel", LONGEST_WAIT).POST(BodyPublishers.noBody()), LONGEST_WAIT);
    }

    /** What happened to the order, and why. */
    public CompletableFuture<Reply> history(String id) {
        return send(request(path(id) + "/history", LONGEST_WAIT).GET(), LONGEST_WAIT);
    }

    /** Whatever is at {@code path}, or at a location that the service gave. */
    public CompletableFuture<Reply> at(String path, Duration wait) {
        return send(
                request(path.startsWith(url) ? path.substring(url.length()) : path, wait)
                        .GET(),
                wait);
    }

    /** Orders, newest first. */
    public CompletableFuture<Reply> list(Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(parameter -> parameter.getKey() + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        return send(
                request("/v1/orders" + (query.isEmpty() ? "" : parameters), LONGEST_WAIT)
                        .GET(),
                LONGEST_WAIT);
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
        if (!(fault instanceof IOException) && !(fault instanceof TimeoutException)) {
            throw new IllegalStateException(fault);
        }
        if (fault instanceof SSLException) {
            return new ClientException(
                    Kind.AWAY,
                    "no TLS with the orders service at %s (%s): is --ca the file of its certificate's authority, and --url the name that the certificate has?"
                            .formatted(url, fault.getMessage()),
                    fault);
        }
        String why = fault instanceof HttpTimeoutException || fault instanceof TimeoutException
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
        if (reply.status() < 400) {
            return noOrdersService(reply.status());
        }
        Kind kind = switch (reply.status()) {
            case 400, 413, 415, 422 -> Kind.INVALID;
            case 404 -> Kind.NOT_FOUND;
            case 401, 403, 409, 412 -> Kind.REFUSED;
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
            HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path))
                    .timeout(wait.plus(grace))
                    .header("Accept", "application/json, application/problem+json");
            token.get().ifPresent(text -> request.header("Authorization", "Bearer " + text));
            return request;
        } catch (IllegalArgumentException e) {
            throw new ClientException(
                    Kind.INVALID, "--url=%s: must be a URL such as http://localhost:8080".formatted(url), e);
        }
    }

    private CompletableFuture<Reply> send(HttpRequest.Builder request, Duration wait) {
        return client.sendAsync(request.build(), BoundedText.atMost(LONGEST_ANSWER))
                // The request's own timeout ends with the head of the answer; this one with its last byte.
                .orTimeout(wait.plus(grace).toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(this::reply);
    }

    private Reply reply(HttpResponse<String> response) {
        try {
            JsonNode body =
                    response.body().isBlank() ? MissingNode.getInstance() : AvroJson.MAPPER.readTree(response.body());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Location").orElse(""),
                    body);
        } catch (JsonProcessingException e) {
            throw noOrdersService(response.statusCode());
        }
    }

    private ClientException noOrdersService(int status) {
        return new ClientException(
                Kind.AWAY, "what answers at %s (HTTP %s) is no orders service: check --url".formatted(url, status));
    }

    private static String timeout(Duration wait) {
        return "?timeout=" + wait.toMillis();
    }

    /** Of an order; what is no name of one would lead to another resource. */
    private static String path(String id) {
        if (id.isBlank() || id.equals(".") || id.equals("..")) {
            throw new ClientException(Kind.INVALID, "'%s' is no order's id".formatted(id));
        }
        return "/v1/orders/" + encoded(id);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
