/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.common.StartException;
import io.orderflow.common.http.PageServer;
import io.orderflow.common.http.PageServer.Asked;
import io.orderflow.common.http.PageServer.Page;
import io.orderflow.common.tls.Tls;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A schema registry in this JVM: those endpoints of Confluent's REST API that serializers use, and a few to look around.
 * A schema that could not read what the newest of its subject has written is refused with 409.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JSON.getNodeFactory();

    private final Subjects subjects;
    private final ListenAddress at;
    private final Optional<String> authorization;
    private final PageServer server;

    private EmbeddedRegistry(Subjects subjects, ListenAddress at, int port) {
        this(subjects, at, port, Optional.empty(), Optional.empty());
    }

    private EmbeddedRegistry(
            Subjects subjects, ListenAddress at, int port, Optional<Tls> tls, Optional<String> authorization) {
        this.subjects = subjects;
        this.at = at;
        this.authorization = authorization;
        this.server = new PageServer("registry", Optional.of(at.bindAddress()), port, tls, this::answer);
    }

    /**
     * A registry that forgets when it is closed.
     *
     * @param port 0 stands for any free one
     * @throws StartException if the port is taken
     */
    public static EmbeddedRegistry inMemory(int port) {
        return new EmbeddedRegistry(Subjects.inMemory(), ListenAddress.LOCAL, port);
    }

    /**
     * A registry that forgets when it is closed, on any free port, over TLS, for those who know a password.
     *
     * @param user name and password, {@code USER:PASSWORD}
     */
    public static EmbeddedRegistry secure(Tls tls, String user) {
        String basic = "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8));
        return new EmbeddedRegistry(Subjects.inMemory(), ListenAddress.LOCAL, 0, Optional.of(tls), Optional.of(basic));
    }

    /**
     * A registry that keeps its schemas in {@code file}.
     *
     * @param port 0 stands for any free one
     * @throws StartException if the port is taken or the file cannot be used
     */
    public static EmbeddedRegistry keptIn(Path file, int port) {
        return keptIn(file, ListenAddress.LOCAL, port);
    }

    /** The same, listening there. */
    public static EmbeddedRegistry keptIn(Path file, ListenAddress at, int port) {
        return new EmbeddedRegistry(Subjects.keptIn(file), at, port);
    }

    /** What {@code schema.registry.url} must be to reach it. */
    public URI address() {
        return URI.create(server.address().getScheme() + "://" + at.host() + ":" + server.port());
    }

    @Override
    public void close() {
        server.close();
    }

    private Page answer(Asked asked) throws IOException {
        if (authorization.isPresent() && !authorization.equals(asked.authorization())) {
            return page(401, NODES.objectNode().put("error_code", 401).put("message", "Unauthorized"));
        }
        try {
            return page(200, route(asked));
        } catch (RegistryProblem problem) {
            ObjectNode body = NODES.objectNode();
            body.put("error_code", problem.code());
            body.put("message", problem.getMessage());
            return page(problem.status(), body);
        }
    }

    private JsonNode route(Asked asked) throws IOException {
        String route = asked.method() + " " + String.join("/", shape(path(asked)));
        List<String> path = path(asked);
        return switch (route) {
            case "GET " -> NODES.objectNode();
            case "GET subjects" -> names(subjects.names());
            case "GET subjects/*/versions" -> versions(path.get(1));
            case "POST subjects/*/versions" -> register(path.get(1), body(asked));
            case "POST subjects/*" -> lookUp(path.get(1), body(asked));
            case "GET subjects/*/versions/*" ->
                subjects.version(path.get(1), path.get(3)).json();
            case "GET schemas/ids/*" -> schema(path.get(2));
            case "GET config" -> NODES.objectNode().put("compatibilityLevel", subjects.compatibility());
            case "PUT config" -> configure(body(asked));
            default -> throw RegistryProblem.notFound(404, "HTTP 404 Not Found");
        };
    }

    private static List<String> path(Asked asked) {
        return Arrays.stream(asked.path().split("/", -1))
                .filter(part -> !part.isEmpty())
                .map(part -> URLDecoder.decode(part.replace("+", "%2B"), UTF_8))
                .toList();
    }

    /** The path with names left out: {@code subjects, *, versions, *} or {@code schemas, ids, *}. */
    private static List<String> shape(List<String> path) {
        int name = path.isEmpty() || path.get(0).equals("subjects") ? 1 : 2;
        String[] shape = path.toArray(String[]::new);
        for (int i = name; i < shape.length; i += 2) {
            shape[i] = "*";
        }
        return List.of(shape);
    }

    private static ArrayNode names(List<String> names) {
        ArrayNode array = NODES.arrayNode();
        names.forEach(array::add);
        return array;
    }

    private ArrayNode versions(String subject) {
        ArrayNode array = NODES.arrayNode();
        subjects.versions(subject).forEach(version -> array.add(version.version()));
        return array;
    }

    private ObjectNode register(String subject, JsonNode body) {
        return NODES.objectNode().put("id", subjects.register(subject, schemaIn(body)));
    }

    private ObjectNode lookUp(String subject, JsonNode body) {
        return subjects.find(subject, schemaIn(body)).json();
    }

    private ObjectNode schema(String id) {
        return NODES.objectNode().put("schema", subjects.schema(id).toString());
    }

    private ObjectNode configure(JsonNode body) {
        String level = body.path("compatibility").asText();
        subjects.setCompatibility(level);
        return NODES.objectNode().put("compatibility", level);
    }

    private static Schema schemaIn(JsonNode body) {
        JsonNode text = body.path("schema");
        String type = body.path("schemaType").asText("AVRO");
        if (!text.isTextual() || text.textValue().isBlank() || !type.equals("AVRO")) {
            throw RegistryProblem.unprocessable(42201, "Empty or invalid schema: this registry keeps Avro schemas");
        }
        try {
            return new Schema.Parser().parse(text.textValue());
        } catch (SchemaParseException e) {
            throw RegistryProblem.unprocessable(42201, "Invalid schema: " + e.getMessage());
        }
    }

    private static JsonNode body(Asked asked) throws IOException {
        try {
            return JSON.readTree(asked.body());
        } catch (JsonProcessingException e) {
            throw RegistryProblem.unprocessable(422, "the request is not JSON: " + e.getOriginalMessage());
        }
    }

    private static Page page(int status, JsonNode body) throws IOException {
        return new Page(status, MEDIA_TYPE, JSON.writeValueAsString(body));
    }
}
