/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import io.orderflow.client.rest.JsonService;
import io.orderflow.client.rest.Reply;
import io.orderflow.client.show.AvroJson;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A cluster of Kafka Connect, by its REST interface. */
public final class Connect {

    private static final Duration PATIENCE = Duration.ofSeconds(35);
    private static final int LONGEST_ANSWER = 4_000_000;
    private static final long PAUSE_MILLIS = 500;

    /** Not that a connector is not there: while a worker starts, it knows nothing of connectors at all. */
    private static final String NO_RESOURCE = "HTTP 404 Not Found";

    private final JsonService service;
    private final long patientUntil;

    /**
     * Asks nothing yet.
     *
     * @param patience how long what cannot be done now (nobody there yet, workers share their work anew) is tried again
     */
    public Connect(String url, Duration patience) {
        service = new JsonService("Kafka Connect", "--connect", url, PATIENCE, LONGEST_ANSWER);
        patientUntil = System.nanoTime() + patience.toNanos();
    }

    /** All connectors, by name. */
    public List<ConnectorState> all() {
        List<ConnectorState> states = new ArrayList<>();
        done(() -> service.ask("GET", "/connectors?expand=status"))
                .body()
                .forEach(connector -> states.add(ConnectorState.of(connector.path("status"))));
        return states.stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .toList();
    }

    /** What Connect, and the connector itself, has against this configuration: a line each, without what may be secret. */
    public List<String> faults(ConnectorFile connector) {
        Reply reply = tried(() -> service.ask(
                "PUT",
                "/connector-plugins/" + encoded(connector.type()) + "/config/validate",
                "application/json",
                json(connector.config())));
        if (reply.status() == 404 || (reply.status() == 400 && message(reply).contains("Failed to find any class"))) {
            return List.of(
                    "connector.class: Connect has no %s; see GET /connector-plugins".formatted(connector.type()));
        }
        if (reply.status() != 200) {
            return List.of(message(reply));
        }
        List<String> faults = new ArrayList<>();
        for (JsonNode config : reply.body().path("configs")) {
            JsonNode value = config.path("value");
            String key = value.path("name").asText("?");
            for (JsonNode error : value.path("errors")) {
                faults.add(key + ": "
                        + (ConnectorFile.holdsASecret(key)
                                ? "is wrong; what is wrong with it may say what it is, and is not shown"
                                : error.asText()));
            }
        }
        return faults;
    }

    /** What Connect has under that name. */
    public Optional<Map<String, String>> config(String name) {
        Reply reply = tried(() -> service.ask("GET", path(name) + "/config"));
        if (reply.status() == 404) {
            return Optional.empty();
        }
        Map<String, String> config = new HashMap<>();
        good(reply)
                .body()
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        return Optional.of(config);
    }

    /** Makes it, or changes what is there. */
    public void put(ConnectorFile connector) {
        done(() ->
                service.ask("PUT", path(connector.name()) + "/config", "application/json", json(connector.config())));
    }

    /** Of a connector that was made a moment ago there may be none yet. */
    public Optional<ConnectorState> state(String name) {
        Reply reply = tried(() -> service.ask("GET", path(name) + "/status"));
        return reply.status() == 404
                ? Optional.empty()
                : Optional.of(ConnectorState.of(good(reply).body()));
    }

    /** Starts again what of it has failed. */
    public void restartFailed(String name) {
        done(() -> service.ask("POST", path(name) + "/restart?includeTasks=true&onlyFailed=true"));
    }

    /** Waits a moment; false once it has waited long enough. */
    public boolean isPatient() {
        if (System.nanoTime() - patientUntil > 0) {
            return false;
        }
        try {
            Thread.sleep(PAUSE_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Reply done(Supplier<Reply> asking) {
        return good(tried(asking));
    }

    /** Again while workers share their work anew, start, or are not there. */
    private Reply tried(Supplier<Reply> asking) {
        while (true) {
            try {
                Reply reply = asking.get();
                if (!isPassing(reply) || !isPatient()) {
                    return reply;
                }
            } catch (ClientException e) {
                if (e.kind() != Kind.AWAY || !isPatient()) {
                    throw e;
                }
            }
        }
    }

    private static boolean isPassing(Reply reply) {
        String message = message(reply);
        return switch (reply.status()) {
            case 404 -> message.equals(NO_RESOURCE);
            case 409, 503 -> true;
            case 500 -> message.contains("timed out") || message.contains("imeout");
            default -> false;
        };
    }

    private static Reply good(Reply reply) {
        if (reply.status() >= 200 && reply.status() < 300) {
            return reply;
        }
        Kind kind = switch (reply.status()) {
            case 400 -> Kind.INVALID;
            case 404 -> Kind.NOT_FOUND;
            case 409 -> Kind.REFUSED;
            default -> Kind.AWAY;
        };
        throw new ClientException(kind, "Kafka Connect refused: " + message(reply));
    }

    private static String message(Reply reply) {
        return reply.body().path("message").asText("HTTP " + reply.status());
    }

    private static String json(Map<String, String> config) {
        return AvroJson.MAPPER.valueToTree(new TreeMap<>(config)).toString();
    }

    private static String path(String name) {
        return "/connectors/" + encoded(name);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }
}
