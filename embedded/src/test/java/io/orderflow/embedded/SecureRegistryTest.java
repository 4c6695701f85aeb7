/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TestAuthority;
import io.orderflow.common.testing.TestAuthority.Issued;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.Tls;
import io.orderflow.common.tls.TlsConfig;
import io.orderflow.common.tls.TlsConfig.Peers;
import io.orderflow.events.Customer;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A registry behind TLS and a password, asked as Confluent's clients are told to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureRegistryTest {

    private static final String USER = "fraud-service:päss:word";

    @SuppressWarnings("NullAway.Init") // before all
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before all
    private TestAuthority authority;

    @SuppressWarnings("NullAway.Init") // before all
    private TlsConfig tls;

    @BeforeAll
    void issue(@TempDir Path anywhere) {
        folder = anywhere;
        authority = TestAuthority.in(folder);
        tls = tls(authority.issue("registry"));
    }

    @Test
    void whoTrustsItAndKnowsThePasswordIsServed() {
        try (Tls open = new Tls("registry", tls);
                EmbeddedRegistry registry = EmbeddedRegistry.secure(open, USER)) {
            assertThat(writtenAndRead(client(registry))).isEqualTo(Sample.customer(7));
        }
    }

    @Test
    void nobodyElseIs() {
        try (Tls open = new Tls("registry", tls);
                EmbeddedRegistry registry = EmbeddedRegistry.secure(open, USER)) {
            Map<String, String> wrong = client(registry);
            wrong.put("basic.auth.user.info", "fraud-service:guessed");
            Map<String, String> trusting = client(registry);
            trusting.remove("schema.registry.ssl.truststore.location");
            trusting.remove("schema.registry.ssl.truststore.type");

            assertThatThrownBy(() -> writtenAndRead(wrong)).isInstanceOf(AuthenticationException.class);
            assertThatThrownBy(() -> writtenAndRead(trusting))
                    .isInstanceOf(RegistryUnavailableException.class)
                    .hasMessageContaining(
                            "is it the authority of its certificate that is in schema.registry.ssl.truststore.location?");
        }
    }

    @Test
    void aCertificateMayBeNeededInstead() throws IOException {
        Issued own = authority.issue("fraud-service");
        Path keys = folder.resolve("fraud-service-both.pem");
        Files.writeString(keys, Files.readString(own.key()) + Files.readString(own.certificate()));
        PemFile authorities = new PemFile("ca", authority.authorities());
        try (Tls mutual = new Tls("registry", tls(own).among(new Peers(authorities, "fraud-service")));
                EmbeddedRegistry registry = EmbeddedRegistry.secure(mutual, USER)) {
            Map<String, String> client = client(registry);
            assertThatThrownBy(() -> writtenAndRead(client)).isInstanceOf(RegistryUnavailableException.class);

            client.put("schema.registry.ssl.keystore.type", "PEM");
            client.put("schema.registry.ssl.keystore.location", keys.toString());

            assertThat(writtenAndRead(client)).isEqualTo(Sample.customer(7));
        }
    }

    @Test
    void anAuthorityThatIsReplacedIsHeeded() throws IOException {
        Path trusted = folder.resolve("trusted.pem");
        Files.copy(TestAuthority.in(folder).authorities(), trusted, StandardCopyOption.REPLACE_EXISTING);
        try (Tls open = new Tls("registry", tls);
                EmbeddedRegistry registry = EmbeddedRegistry.secure(open, USER)) {
            Map<String, String> client = client(registry);
            client.put("schema.registry.ssl.truststore.location", trusted.toString());
            EventSerdes serdes = EventSerdes.from(client);
            assertThatThrownBy(() -> writtenAndRead(serdes)).isInstanceOf(RegistryUnavailableException.class);

            Files.copy(authority.authorities(), trusted, StandardCopyOption.REPLACE_EXISTING);

            assertThat(writtenAndRead(serdes)).isEqualTo(Sample.customer(7));
        }
    }

    @Test
    void aFileThatCannotBeUsedIsToldInALine() {
        Map<String, String> client = new HashMap<>(Map.of(
                "schema.registry.url",
                "https://localhost:1",
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.truststore.location",
                folder.resolve("none.pem").toString()));

        assertThatThrownBy(() -> EventSerdes.from(client))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("of the settings schema.registry.ssl.*: ")
                .hasMessageContaining(folder.resolve("none.pem").toString())
                .hasMessageNotContaining("\n");

        client.put("basic.auth.credentials.source", "SASL_INHERIT");
        assertThatThrownBy(() -> EventSerdes.from(client))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("must be USER_INFO");
    }

    private static TlsConfig tls(Issued issued) {
        return new TlsConfig(
                new PemFile("certificate", issued.certificate()), new PemFile("key", issued.key()), Optional.empty());
    }

    private Map<String, String> client(EmbeddedRegistry registry) {
        return new HashMap<>(Map.of(
                "schema.registry.url",
                registry.address().toString(),
                "schema.registry.ssl.truststore.type",
                "PEM",
                "schema.registry.ssl.truststore.location",
                authority.authorities().toString(),
                "basic.auth.credentials.source",
                "USER_INFO",
                "basic.auth.user.info",
                USER));
    }

    private static Customer writtenAndRead(Map<String, String> client) {
        return writtenAndRead(EventSerdes.from(client));
    }

    private static Customer writtenAndRead(EventSerdes serdes) {
        Serde<Customer> serde = serdes.valuesOf(Topics.CUSTOMERS);
        byte[] written = serde.serializer().serialize("customers", Sample.customer(7));
        return serde.deserializer().deserialize("customers", written);
    }
}
