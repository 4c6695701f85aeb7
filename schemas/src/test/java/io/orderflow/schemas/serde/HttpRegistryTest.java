/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Order;
import io.orderflow.events.Shipment;
import java.io.IOException;
import java.net.ServerSocket;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpRegistryTest {

    private static final Schema SHIPMENT = Shipment.getClassSchema();

    @Test
    void whatIsRegisteredIsFoundBySubjectAndById() {
        try (RegistryServer server = new RegistryServer()) {
            Registry registry = new HttpRegistry(server.address() + "/", null);

            int id = registry.register("shipments-value", SHIPMENT);

            assertThat(registry.idOf("shipments-value", SHIPMENT)).isEqualTo(id);
            assertThat(registry.schema(id)).isEqualTo(SHIPMENT);
            assertThat(registry.register("orders-value", Order.getClassSchema()))
                    .isNotEqualTo(id);
            assertThat(server.requests())
                    .extracting(RegistryServer.Request::line)
                    .containsExactly(
                            "POST /subjects/shipments-value/versions",
                            "POST /subjects/shipments-value",
                            "GET /schemas/ids/" + id,
                            "POST /subjects/orders-value/versions");
        }
    }

    @Test
    void aSubjectIsWrittenAsOnePartOfThePath() {
        try (RegistryServer server = new RegistryServer()) {
            new HttpRegistry(server.address(), null).register("a/b value", SHIPMENT);

            assertThat(server.requests().get(0).line()).isEqualTo("POST /subjects/a%2Fb%20value/versions");
        }
    }

    @Test
    void userAndPasswordGoAlong() {
        try (RegistryServer server = new RegistryServer()) {
            new HttpRegistry(server.address(), "user:pässword").register("shipments-value", SHIPMENT);

            assertThat(server.requests().get(0).authorization()).isEqualTo("Basic dXNlcjpww6Rzc3dvcmQ=");
        }
    }

    @Test
    void theNextAddressIsAskedWhenOneIsAway() {
        try (RegistryServer ill = RegistryServer.answering(503, "busy");
                RegistryServer well = new RegistryServer()) {
            String addresses = nobody() + " , " + ill.address() + "/," + well.address();

            assertThat(new HttpRegistry(addresses, null).register("shipments-value", SHIPMENT))
                    .isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {404, 409, 422})
    void aRefusalIsToldInTheRegistrysWords(int status) {
        String words = "{\"error_code\":" + status + "01,\"message\":\"words of the registry\"}";
        try (RegistryServer server = RegistryServer.answering(status, words)) {
            Registry registry = new HttpRegistry(server.address(), null);

            assertThatThrownBy(() -> registry.register("shipments-value", SHIPMENT))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContainingAll(
                            String.valueOf(status), "words of the registry", "/subjects/shipments-value/versions");
        }
    }

    @Test
    void anUnknownIdIsTheRecordsFault() {
        try (RegistryServer server = new RegistryServer()) {
            Registry registry = new HttpRegistry(server.address(), null);

            assertThatThrownBy(() -> registry.schema(99))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContainingAll("Schema not found", "/schemas/ids/99");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void aServerInTroubleIsWorthAnotherTry(int status) {
        try (RegistryServer server = RegistryServer.answering(status, "later")) {
            Registry registry = new HttpRegistry(server.address(), null);

            assertThatThrownBy(() -> registry.schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(server.address());
        }
    }

    @Test
    void nobodyThereIsWorthAnotherTry() throws IOException {
        Registry registry = new HttpRegistry(nobody(), null);

        assertThatThrownBy(() -> registry.schema(1))
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining("does not answer GET /schemas/ids/1");
    }

    @Test
    void aWrongPasswordIsNotTheRecordsFault() {
        try (RegistryServer server =
                RegistryServer.answering(401, "{\"error_code\":401,\"message\":\"Unauthorized\"}")) {
            assertThatThrownBy(() -> new HttpRegistry(server.address(), "a:b").schema(1))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("Unauthorized");
        }
    }

    @Test
    void missingRightsAreNotTheRecordsFault() {
        try (RegistryServer server = RegistryServer.answering(403, "{\"error_code\":403,\"message\":\"Forbidden\"}")) {
            assertThatThrownBy(() -> new HttpRegistry(server.address(), "a:b").schema(1))
                    .isInstanceOf(AuthorizationException.class)
                    .hasMessageContaining("Forbidden");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 404})
    void anotherServerAtTheAddressIsNotTheRecordsFault(int status) {
        try (RegistryServer server = RegistryServer.answering(status, "<html>a shop</html>")) {
            assertThatThrownBy(() -> new HttpRegistry(server.address(), null).schema(1))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContainingAll("does not answer as a schema registry does", "a shop");
        }
    }

    @Test
    void anAnswerWithoutAnIdIsNamed() {
        try (RegistryServer server = RegistryServer.answering(200, "{}")) {
            assertThatThrownBy(() -> new HttpRegistry(server.address(), null).register("shipments-value", SHIPMENT))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("could not register the schema of shipments-value");
        }
    }

    @Test
    void aSchemaThatIsNotAvroIsNamed() {
        try (RegistryServer server = RegistryServer.answering(200, "{\"schema\":\"syntax = proto3\"}")) {
            assertThatThrownBy(() -> new HttpRegistry(server.address(), null).schema(5))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContaining("schema 5 is not an Avro schema");
        }
    }

    /** An address where nobody listens. */
    private static String nobody() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return "http://localhost:" + socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
