/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.StartException;
import io.orderflow.schemas.serde.HttpRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedRegistryTest {

    private static final Schema FIRST =
            SchemaBuilder.record("Cup").fields().requiredString("colour").endRecord();
    private static final Schema WITH_OPTIONAL_FIELD = SchemaBuilder.record("Cup")
            .fields()
            .requiredString("colour")
            .optionalString("handle")
            .endRecord();
    private static final Schema WITH_REQUIRED_FIELD = SchemaBuilder.record("Cup")
            .fields()
            .requiredString("colour")
            .requiredInt("size")
            .endRecord();

    private final HttpClient http = HttpClient.newHttpClient();
    private EmbeddedRegistry registry = EmbeddedRegistry.inMemory(0);
    private HttpRegistry client = new HttpRegistry(registry.address().toString(), null);

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    @Timeout(value = 60, unit = TimeUnit.SECONDS)
    void halfRequestsAreNothingToOthers() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try {
            for (int i = 0; i < 20; i++) {
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), registry.address().getPort());
                clients.add(client);
                client.getOutputStream().write("GET / HTTP/1.1\r\nHost:".getBytes(UTF_8));
            }

            assertThat(client.register("cups-value", FIRST)).isPositive();
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    @Test
    void givesBackWhatWasRegistered() {
        int id = client.register("cups-value", FIRST);

        assertThat(client.register("cups-value", FIRST)).isEqualTo(id);
        assertThat(client.idOf("cups-value", FIRST)).isEqualTo(id);
        assertThat(client.schema(id)).isEqualTo(FIRST);
    }

    @Test
    void takesASchemaThatReadsTheNewestAndRefusesOneThatDoesNot() throws Exception {
        client.register("cups-value", FIRST);

        client.register("cups-value", WITH_OPTIONAL_FIELD);

        assertThatThrownBy(() -> client.register("cups-value", WITH_REQUIRED_FIELD))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("answered 409")
                .hasMessageContaining("READER_FIELD_MISSING_DEFAULT_VALUE");
        assertThat(get("/subjects/cups-value/versions").body()).isEqualTo("[1,2]");
    }

    @Test
    void takesAnySchemaOnceTold() throws Exception {
        client.register("cups-value", FIRST);

        assertThat(send("PUT", "/config", "{\"compatibility\":\"NONE\"}").body())
                .isEqualTo("{\"compatibility\":\"NONE\"}");

        client.register("cups-value", WITH_REQUIRED_FIELD);
        assertThat(get("/config").body()).isEqualTo("{\"compatibilityLevel\":\"NONE\"}");
    }

    @Test
    void showsSubjectsAndVersions() throws Exception {
        int id = client.register("cups/tea+milk-value", FIRST);

        assertThat(get("/subjects").body()).isEqualTo("[\"cups/tea+milk-value\"]");
        assertThat(get("/subjects/cups%2Ftea%2Bmilk-value/versions/latest").body())
                .startsWith("{\"subject\":\"cups/tea+milk-value\",\"version\":1,\"id\":" + id + ",\"schema\":\"{");
        assertThat(get("/subjects/cups%2Ftea%2Bmilk-value/versions/1").statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhatIsWrongAsConfluentsDoes() throws Exception {
        client.register("cups-value", FIRST);

        assertAnswer(get("/subjects/plates-value/versions"), 404, 40401);
        assertAnswer(get("/subjects/cups-value/versions/2"), 404, 40402);
        assertAnswer(get("/subjects/cups-value/versions/newest"), 422, 42202);
        assertAnswer(get("/schemas/ids/99"), 404, 40403);
        assertAnswer(get("/schemas/ids/cup"), 404, 40403);
        assertAnswer(get("/nothing/here"), 404, 404);
        assertAnswer(post("/subjects/cups-value", schema(WITH_OPTIONAL_FIELD)), 404, 40403);
        assertAnswer(post("/subjects/plates-value", schema(FIRST)), 404, 40401);
        assertAnswer(post("/subjects/cups-value/versions", "{\"schema\":\"{}\"}"), 422, 42201);
        assertAnswer(post("/subjects/cups-value/versions", "{}"), 422, 42201);
        assertAnswer(post("/subjects/cups-value/versions", "not JSON"), 422, 422);
        assertAnswer(send("PUT", "/config", "{\"compatibility\":\"SOMETIMES\"}"), 422, 42203);
    }

    @Test
    void keepsSchemasInAFile(@TempDir Path folder) {
        Path file = folder.resolve("data").resolve("schemas.json");
        reopen(file);
        int first = client.register("cups-value", FIRST);
        int second = client.register("cups-value", WITH_OPTIONAL_FIELD);

        reopen(file);

        assertThat(client.schema(first)).isEqualTo(FIRST);
        assertThat(client.idOf("cups-value", WITH_OPTIONAL_FIELD)).isEqualTo(second);
    }

    @Test
    void namesAFileThatIsNotItsOwn(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("schemas.json"), "not JSON");

        assertThatThrownBy(() -> EmbeddedRegistry.keptIn(file, 0))
                .isInstanceOf(StartException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void namesAPortThatIsTaken() {
        int port = registry.address().getPort();

        assertThatThrownBy(() -> EmbeddedRegistry.inMemory(port))
                .isInstanceOf(StartException.class)
                .hasMessage("registry cannot listen on port %s: another program uses it", port);
    }

    private void reopen(Path file) {
        registry.close();
        registry = EmbeddedRegistry.keptIn(file, 0);
        client = new HttpRegistry(registry.address().toString(), null);
    }

    private static String schema(Schema schema) {
        return "{\"schema\":\"" + schema.toString().replace("\"", "\\\"") + "\"}";
    }

    private static void assertAnswer(HttpResponse<String> answer, int status, int code) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error_code\":" + code + ",\"message\":\"");
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, "");
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return send("POST", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create(registry.address() + path))
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }
}
