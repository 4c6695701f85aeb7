/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.Health;
import io.orderflow.common.Service;
import io.orderflow.common.management.ManagementServer;
import io.orderflow.common.testing.TestAuthority;
import io.orderflow.common.testing.TestAuthority.Issued;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.Tls;
import io.orderflow.common.tls.TlsConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The management port over TLS. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SecurePageServerTest {

    private static final Duration GENEROUS = Duration.ofSeconds(20);
    private static final int MORE_THAN_MAY_CONNECT = 300;

    @TempDir
    @SuppressWarnings("NullAway.Init") // by JUnit
    Path folder;

    @SuppressWarnings("NullAway.Init") // before each
    private TestAuthority authority;

    @AutoClose
    @SuppressWarnings("NullAway.Init") // before each
    private Tls tls;

    @BeforeEach
    void issue() throws IOException {
        authority = TestAuthority.in(folder);
        install(authority.issue());
        TlsConfig config = new TlsConfig(
                new PemFile("tls.certificate", folder.resolve("tls.pem")),
                new PemFile("tls.key", folder.resolve("key.pem")),
                Optional.empty());
        tls = new Tls("management", config);
    }

    @Test
    void healthAndMetricsTellOfTheCertificate() throws Exception {
        try (ManagementServer server = server()) {
            assertThat(server.address().getScheme()).isEqualTo("https");
            assertThat(get(server, "/health/ready").body())
                    .contains("management: the certificate of management is good until ");
            assertThat(get(server, "/metrics").body())
                    .contains(
                            "orderflow_tls_days_left{port=\"management\"}",
                            "orderflow_tls_stale{port=\"management\"} 0");
        }
    }

    @Test
    void aRenewedCertificateIsShownToThoseWhoComeThen() throws Exception {
        try (ManagementServer server = server()) {
            X509Certificate before = shown(server);
            Issued renewed = authority.issue();

            install(renewed);

            await().atMost(GENEROUS).until(() -> !shown(server).equals(before));
            assertThat(shown(server)).isEqualTo(renewed.proof());
        }
    }

    @Test
    void halfHandshakesAndIdleConnectionsAreNothingToOthers() throws Exception {
        List<Socket> clients = new ArrayList<>();
        try (ManagementServer server = server()) {
            for (int i = 0; i < MORE_THAN_MAY_CONNECT; i++) {
                Socket client = new Socket(
                        InetAddress.getLoopbackAddress(), server.address().getPort());
                clients.add(client);
                byte[] begun = {22, 3, 1, 2, 0, 1};
                byte[] clear = "GET /metrics HTTP/1.1\r\n\r\n".getBytes(US_ASCII);
                client.getOutputStream().write(i % 2 == 0 ? begun : clear);
            }

            assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private ManagementServer server() {
        return new ManagementServer(Optional.of("127.0.0.1"), 0, Optional.of(tls), List.of(new Sound()));
    }

    private void install(Issued issued) throws IOException {
        Files.copy(issued.certificate(), folder.resolve("tls.pem"), StandardCopyOption.REPLACE_EXISTING);
        Files.copy(issued.key(), folder.resolve("key.pem"), StandardCopyOption.REPLACE_EXISTING);
    }

    private HttpResponse<String> get(ManagementServer server, String path) throws IOException, InterruptedException {
        URI there = server.address().resolve(path);
        return HttpClient.newBuilder()
                .sslContext(authority.client())
                .build()
                .send(HttpRequest.newBuilder(there).timeout(GENEROUS).build(), BodyHandlers.ofString());
    }

    private X509Certificate shown(ManagementServer server)
            throws IOException, InterruptedException, SSLPeerUnverifiedException {
        return (X509Certificate)
                get(server, "/health/live").sslSession().orElseThrow().getPeerCertificates()[0];
    }

    private static final class Sound implements Service {

        @Override
        public String name() {
            return "fraud-service";
        }

        @Override
        public void start() {
            // is what it is
        }

        @Override
        public Health health() {
            return Health.ready("fine");
        }

        @Override
        public void close() {
            // is what it is
        }
    }
}
