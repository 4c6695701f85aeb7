/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The few calls of Confluent's REST API that a serde needs, from its documentation; or one answer to everything. */
final class RegistryServer implements AutoCloseable {

    /** What was asked: method and path, and who asked. */
    record Request(String line, @Nullable String authorization) {}

    private record Answer(int status, String body) {}

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern SUBJECT = Pattern.compile("/subjects/([^/]+)(/versions)?");
    private static final Pattern ID = Pattern.compile("/schemas/ids/(\\d+)");

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final List<String> schemas = new CopyOnWriteArrayList<>();
    private final List<String> registered = new CopyOnWriteArrayList<>();
    private final @Nullable Answer always;

    RegistryServer() {
        this(null);
    }

    private RegistryServer(@Nullable Answer always) {
        this.always = always;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    /** One that gives this answer whatever it is asked. */
    static RegistryServer answering(int status, String body) {
        return new RegistryServer(new Answer(status, body));
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    List<Request> requests() {
        return requests;
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        String path = exchange.getRequestURI().getRawPath();
        requests.add(new Request(
                exchange.getRequestMethod() + " " + path,
                exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = always != null ? always : answer(exchange.getRequestMethod(), path, body);
        byte[] bytes = answer.body().getBytes(UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private Answer answer(String method, String path, String body) throws IOException {
        Matcher subject = SUBJECT.matcher(path);
        if (method.equals("POST") && subject.matches()) {
            String schema = JSON.readTree(body).path("schema").asText();
            String entry = subject.group(1) + schema;
            if (subject.group(2) != null) {
                if (!schemas.contains(schema)) {
                    schemas.add(schema);
                }
                registered.add(entry);
            }
            return registered.contains(entry)
                    ? new Answer(200, "{\"id\":" + (schemas.indexOf(schema) + 1) + "}")
                    : new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        }
        Matcher id = ID.matcher(path);
        if (method.equals("GET") && id.matches()) {
            int index = Integer.parseInt(id.group(1)) - 1;
            return index < schemas.size()
                    ? new Answer(200, json(schemas.get(index)).toString())
                    : new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}");
        }
        return new Answer(404, "{\"error_code\":404,\"message\":\"HTTP 404 Not Found\"}");
    }

    private static JsonNode json(String schema) {
        return JSON.createObjectNode().put("schema", schema);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
