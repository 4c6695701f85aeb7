/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/** Answers each request as it was told to. */
final class FakeOrdersService implements AutoCloseable {

    record Asked(String request, String body) {}

    private record Answer(int status, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());

    FakeOrdersService() {
        this(Optional.empty());
    }

    /** One over TLS, if that is given. */
    FakeOrdersService(Optional<SSLContext> tls) {
        InetSocketAddress anyFree = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try {
            if (tls.isPresent()) {
                HttpsServer secure = HttpsServer.create(anyFree, 0);
                secure.setHttpsConfigurator(new HttpsConfigurator(tls.get()));
                server = secure;
            } else {
                server = HttpServer.create(anyFree, 0);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return (server instanceof HttpsServer ? "https://" : "http://")
                + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort();
    }

    /** To {@code GET /v1/orders/A}; the last answer is for all that follow. */
    FakeOrdersService answers(String request, int status, String body) {
        answers.computeIfAbsent(request, key -> new ArrayDeque<>()).add(new Answer(status, body));
        return this;
    }

    /** What was shown for itself, of the requests that showed something. */
    List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        String path =
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath();
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        authorizations.addAll(exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
        asked.add(new Asked(query == null ? path : path + "?" + query, body));
        Deque<Answer> left = answers.getOrDefault(path, new ArrayDeque<>());
        Answer answer = left.size() > 1 ? left.remove() : left.isEmpty() ? nothing() : left.element();
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static Answer nothing() {
        return new Answer(404, problem(404, "about:blank", "nothing is at this path"));
    }

    static String order(String id, String state) {
        return """
               {"id":"%s","customerId":7,"state":"%s","version":2,"currency":"EUR",
                "lines":[{"product":"kettle","quantity":2,"unitPrice":24.90}],
                "failures":%s,"createdAt":"2026-01-01T12:00:00Z","updatedAt":"2026-01-01T12:00:01Z"}""".formatted(
                        id,
                        state,
                        state.equals("FAILED")
                                ? "[{\"check\":\"inventory\",\"reason\":\"kettle: 2 asked, 1 available\"}]"
                                : "[]");
    }

    static String problem(int status, String type, String detail) {
        return """
               {"type":"%s","title":"No","status":%s,"detail":"%s"}""".formatted(type, status, detail);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
