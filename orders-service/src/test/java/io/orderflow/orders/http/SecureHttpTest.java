/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.orderflow.common.testing.TestAuthority;
import io.orderflow.common.testing.TestAuthority.Issued;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.Tls;
import io.orderflow.common.tls.TlsConfig;
import io.orderflow.common.tls.TlsConfig.Peers;
import io.orderflow.orders.instances.Instance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is served over TLS is what is served in the clear; and who is let in by which certificate. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SecureHttpTest {

    private static final String LONG = "?timeout=60000";

    @SuppressWarnings("NullAway.Init") // before all
    private Path folder;

    @SuppressWarnings("NullAway.Init") // before all
    private TestAuthority authority;

    @SuppressWarnings("NullAway.Init") // before all
    private Issued instance;

    @SuppressWarnings("NullAway.Init") // before all
    private Tls tls;

    @SuppressWarnings("NullAway.Init") // before all
    private Tls instancesTls;

    @SuppressWarnings("NullAway.Init") // before all
    private Rest east;

    @SuppressWarnings("NullAway.Init") // before all
    private Rest west;

    @BeforeAll
    void start(@TempDir Path anywhere) {
        folder = anywhere;
        authority = TestAuthority.in(folder);
        instance = authority.issue("orders-service");
        TlsConfig config = new TlsConfig(
                new PemFile("tls.certificate", instance.certificate()),
                new PemFile("tls.key", instance.key()),
                Optional.empty());
        PemFile authorities = new PemFile("instances.tls.ca", authority.authorities());
        tls = new Tls("rest", config);
        instancesTls = new Tls("instances", config.among(new Peers(authorities, "orders-service")));
        east = new Rest(tls, instancesTls);
        west = new Rest(tls, instancesTls);
    }

    @AfterAll
    void stop() {
        east.close();
        west.close();
        tls.close();
        instancesTls.close();
    }

    @BeforeEach
    void startAnew() {
        east.log.reset();
        west.log.reset();
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void clientsChooseTheVersionOfHttp(Version version) throws Exception {
        HttpResponse<String> placed = http(version)
                .send(
                        HttpRequest.newBuilder(east.address().resolve("/v1/orders"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(Rest.ORDER))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(placed.statusCode()).isEqualTo(201);
        assertThat(placed.version()).isEqualTo(version);
        assertThat(placed.headers().firstValue("Location").orElse("")).startsWith("/v1/orders/");
    }

    @ParameterizedTest
    @EnumSource(Version.class)
    void aBodyThatIsTooLargeIsToldSo(Version version) throws Exception {
        HttpResponse<String> refused = http(version)
                .send(
                        HttpRequest.newBuilder(east.address().resolve("/v1/orders"))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(" ".repeat(300_000)))
                                .build(),
                        BodyHandlers.ofString());

        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.body()).contains("\"status\":413");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void bothVersionsOfTlsAreSpoken(String version) throws Exception {
        try (SSLSocket client = connect(version)) {
            client.startHandshake();

            assertThat(client.getSession().getProtocol()).isEqualTo(version);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2", "http/1.1"})
    void aClientThatKnowsOneVersionOfHttpAloneIsServed(String alone) throws Exception {
        try (SSLSocket client = connect("TLSv1.3")) {
            SSLParameters parameters = client.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {alone});
            client.setSSLParameters(parameters);

            client.startHandshake();

            assertThat(client.getApplicationProtocol()).isEqualTo(alone);
        }
    }

    @Test
    void noOlderVersionIsSpoken() throws IOException {
        byte[] hello = helloOfTls11();
        try (Socket client = east.connect()) {
            client.getOutputStream().write(hello);
            byte[] answer = client.getInputStream().readNBytes(7);

            assertThat(answer[0]).as("an alert").isEqualTo((byte) 21);
            assertThat(answer[5]).as("fatal").isEqualTo((byte) 2);
            assertThat(answer[6]).as("protocol_version").isEqualTo((byte) 70);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
                "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256"
            })
    void suitesOfBeforeAreNotSpoken(String suite) throws Exception {
        try (SSLSocket client = connect("TLSv1.2")) {
            client.setEnabledCipherSuites(new String[] {suite});

            assertThatThrownBy(client::startHandshake).isInstanceOf(SSLException.class);
        }
    }

    @Test
    void nothingIsAnsweredInTheClear() {
        assertThat(east.raw("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n", ISO_8859_1))
                .doesNotContain("HTTP/");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aClientThatLeavesWhileItWaitsIsNoticed(boolean politely) throws Exception {
        Socket connection = east.connect();
        SSLSocket client = (SSLSocket)
                authority.client().getSocketFactory().createSocket(connection, "localhost", connection.getPort(), true);
        Rest.ask(client, "/v1/orders/A/validated" + LONG);
        await().until(() -> east.parked.count() == 1);

        (politely ? client : connection).close();

        await().until(() -> east.parked.count() == 0);
    }

    @Test
    void aRequestThatIsSentBeforeTheAnswerIsAnsweredToo() throws Exception {
        try (SSLSocket client = connect("TLSv1.3")) {
            Rest.ask(client, "/v1/orders/A" + LONG);
            await().until(() -> east.parked.count() == 1);

            Rest.ask(client, "/v1/orders/none?timeout=0");
            east.log.shows(order("A").line("kettle", 1).created());

            String both = read(client, "HTTP/1.1 404");
            assertThat(both).startsWith("HTTP/1.1 200").contains("\"id\":\"A\"");
        }
    }

    @Test
    void oneOfTheRequestsOfAConnectionMayBeGivenUp() throws Exception {
        HttpClient client = http(Version.HTTP_2);
        CompletableFuture<HttpResponse<String>> given = get(client, "/v1/orders/A/validated" + LONG);
        CompletableFuture<HttpResponse<String>> kept = get(client, "/v1/orders/B" + LONG);
        await().until(() -> east.parked.count() == 2);

        given.cancel(true);

        await().until(() -> east.parked.count() == 1);
        east.log.shows(order("B").line("kettle", 1).created());
        assertThat(kept.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aFeedIsFollowedOverHttp2() throws Exception {
        HttpResponse<InputStream> feed = http(Version.HTTP_2)
                .send(
                        HttpRequest.newBuilder(east.address().resolve("/v1/orders/events"))
                                .header("Accept", "text/event-stream")
                                .build(),
                        BodyHandlers.ofInputStream());

        assertThat(feed.version()).isEqualTo(Version.HTTP_2);
        assertThat(feed.body().read()).isPositive();
        feed.body().close();
        await().until(() -> east.followers() == 0);
    }

    @Test
    void anInstanceAsksAnotherOverTls() throws Exception {
        assertThat(west.instancesAddress().getScheme()).isEqualTo("https");
        west.log.shows(order("C").line("kettle", 1).created());
        east.peers.has("C", Instance.at(west.instancesAddress()));
        east.log.elsewhere.add("C");

        HttpResponse<String> answer =
                get(http(Version.HTTP_2), "/v1/orders/C?timeout=0").join();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("\"id\":\"C\"");
    }

    @Test
    void onlyAnInstanceIsAnsweredWhereInstancesAsk() throws Exception {
        west.log.shows(order("D").line("kettle", 1).created());

        assertThat(asInstance(authority.client(instance)).statusCode()).isEqualTo(200);
        assertNotAnswered("without a certificate", authority.client());
        assertNotAnswered(
                "with one of the same authority for something else",
                authority.client(authority.issue("fraud-service")));
        assertNotAnswered(
                "with one that is for servers only",
                authority.client(authority.issueWith(List.of("-ext", "eku=serverAuth"), "orders-service")));
        assertNotAnswered(
                "with one that has ended",
                authority.client(authority.issueWith(
                        List.of("-startdate", "-20d", "-validity", "10", "-ext", "eku=clientAuth"), "orders-service")));
        TestAuthority other = TestAuthority.in(folder);
        assertNotAnswered(
                "with one of another authority of that name", authority.client(other.issue("orders-service")));
    }

    @Test
    void whatIsNoInstanceIsNotAsked() throws Exception {
        TestAuthority other = TestAuthority.in(folder);
        Issued theirs = other.issue("orders-service");
        try (Tls strange = tls(other, theirs);
                Rest stranger = new Rest(tls, strange)) {
            stranger.log.shows(order("E").line("kettle", 1).created());
            east.peers.has("E", Instance.at(stranger.instancesAddress()));
            east.log.elsewhere.add("E");

            assertThat(get(http(Version.HTTP_2), "/v1/orders/E?timeout=20")
                            .join()
                            .statusCode())
                    .isEqualTo(503);
        }
    }

    private static Tls tls(TestAuthority by, Issued own) {
        TlsConfig config = new TlsConfig(
                new PemFile("tls.certificate", own.certificate()), new PemFile("tls.key", own.key()), Optional.empty());
        return new Tls(
                "instances",
                config.among(new Peers(new PemFile("instances.tls.ca", by.authorities()), "orders-service")));
    }

    private void assertNotAnswered(String who, SSLContext client) {
        assertThatThrownBy(() -> asInstance(client)).as(who).isInstanceOf(IOException.class);
    }

    private HttpResponse<String> asInstance(SSLContext client) throws Exception {
        return HttpClient.newBuilder()
                .sslContext(client)
                .build()
                .send(
                        HttpRequest.newBuilder(west.instancesAddress().resolve("/v1/orders/D?timeout=0"))
                                .build(),
                        BodyHandlers.ofString());
    }

    private HttpClient http(Version version) {
        return HttpClient.newBuilder()
                .version(version)
                .sslContext(authority.client())
                .build();
    }

    private CompletableFuture<HttpResponse<String>> get(HttpClient client, String path) {
        URI there = east.address().resolve(path);
        return client.sendAsync(HttpRequest.newBuilder(there).build(), BodyHandlers.ofString());
    }

    /** All that comes, up to where {@code last} is in it. */
    private static String read(Socket client, String last) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        while (!read.toString(UTF_8).contains(last)) {
            int one = client.getInputStream().read();
            assertThat(one).as(read.toString(UTF_8)).isNotNegative();
            read.write(one);
        }
        return read.toString(UTF_8);
    }

    /** What a client that knows TLS 1.1 and no other says first (RFC 4346, 7.4.1.2). */
    private static byte[] helloOfTls11() {
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + 41);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) 45); // a record, of the handshake
        hello.put((byte) 1).put((byte) 0).putShort((short) 41); // ClientHello
        hello.putShort((short) 0x0302).put(new byte[32]).put((byte) 0); // version, random, no session
        hello.putShort((short) 2).putShort((short) 0xC009); // TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
        hello.put((byte) 1).put((byte) 0); // no compression
        return hello.array();
    }

    private SSLSocket connect(String version) throws IOException {
        SSLSocket client = (SSLSocket) authority
                .client()
                .getSocketFactory()
                .createSocket("localhost", east.address().getPort());
        client.setEnabledProtocols(new String[] {version});
        return client;
    }
}
