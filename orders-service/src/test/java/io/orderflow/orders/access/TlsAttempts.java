/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.testing.TestAuthority;
import io.orderflow.common.testing.TestAuthority.Issued;
import io.orderflow.common.tls.PemFile;
import io.orderflow.common.tls.Tls;
import io.orderflow.common.tls.TlsConfig;
import io.orderflow.common.tls.TlsConfig.Peers;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.instances.Instance;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;

/** What is tried at ports that speak TLS, and what each attempt got. */
final class TlsAttempts implements AutoCloseable {

    private static final byte ALERT = 21;
    private static final byte PROTOCOL_VERSION = 70;
    private static final String NO_HANDSHAKE = "no handshake";

    private final Map<String, String> got = new LinkedHashMap<>();
    private final Path folder;
    private final TestAuthority authority;
    private final Issued instance;
    private final Tls tls;
    private final Tls instancesTls;
    private final Rest rest;
    private final String token;

    /** At a server that asks for tokens of {@code issuer}. */
    TlsAttempts(Path folder, Issuer issuer) {
        this.folder = folder;
        authority = TestAuthority.in(folder);
        instance = authority.issue("orders-service");
        tls = new Tls("rest", config(instance));
        instancesTls = new Tls("instances", config(instance).among(peers(authority)));
        rest = new Rest(issuer::filter, tls, instancesTls);
        rest.log.shows(order("M").customer(7).line("kettle", 1).created());
        rest.log.shows(order("T").customer(8).line("kettle", 1).created());
        token = issuer.token(7, "orders:read orders:write");
    }

    private static TlsConfig config(Issued own) {
        return new TlsConfig(
                new PemFile("tls.certificate", own.certificate()), new PemFile("tls.key", own.key()), Optional.empty());
    }

    private static Peers peers(TestAuthority of) {
        return new Peers(new PemFile("instances.tls.ca", of.authorities()), "orders-service");
    }

    /** Each attempt with what it got, in order. */
    Map<String, String> make() throws Exception {
        assertThat(get(rest.address(), "M", authority.client(), token)).isEqualTo(200);
        assertThat(get(rest.instancesAddress(), "M", authority.client(instance), token))
                .isEqualTo(200);
        atTheClientsPort();
        atTheInstancesPort();
        return got;
    }

    /** The same over HTTP/2. */
    Map<String, String> makeOverHttp2() throws IOException {
        return new Http2Attempts(rest, authority.client(), token).make();
    }

    private void atTheClientsPort() throws Exception {
        inTheClear("in the clear", rest.address());
        for (int minor = 0; minor <= 2; minor++) {
            String version = minor == 0 ? "SSL 3.0" : "TLS 1." + (minor - 1);
            assertThat(answerTo(hello(0x0300 + minor))).as(version).isEqualTo(ALERT + " " + PROTOCOL_VERSION);
            got.put(version, "no handshake: protocol_version");
        }
        for (String suite :
                List.of("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA")) {
            try (SSLSocket client = (SSLSocket) authority
                    .client()
                    .getSocketFactory()
                    .createSocket("localhost", rest.address().getPort())) {
                client.setEnabledProtocols(new String[] {"TLSv1.2"});
                client.setEnabledCipherSuites(new String[] {suite});
                assertThatThrownBy(client::startHandshake).as(suite).isInstanceOf(SSLException.class);
            }
            got.put("a suite of before (`" + suite + "`)", NO_HANDSHAKE);
        }
        assertThat(get(rest.address(), "M", authority.client(instance), "")).isEqualTo(401);
        got.put("an instance's certificate instead of a token", "401");
        halfHandshakes();
    }

    private void halfHandshakes() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket client = rest.connect();
                slow.add(client);
                client.getOutputStream().write(hello(0x0303), 0, 20);
            }
            assertThat(get(rest.address(), "M", authority.client(), token)).isEqualTo(200);
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
        got.put("100 handshakes that stop in the middle", "no answer, and others are served");
    }

    private void atTheInstancesPort() throws Exception {
        inTheClear("instances' port: in the clear", rest.instancesAddress());
        notAnInstance("without a certificate", authority.client());
        notAnInstance(
                "with another program's of the same authority", authority.client(authority.issue("fraud-service")));
        notAnInstance(
                "with a name that only begins so", authority.client(authority.issue("orders-service.else.example")));
        notAnInstance(
                "with one for servers only",
                authority.client(authority.issueWith(List.of("-ext", "eku=serverAuth"), "orders-service")));
        notAnInstance(
                "with one that has ended",
                authority.client(authority.issueWith(
                        List.of("-startdate", "-20d", "-validity", "10", "-ext", "eku=clientAuth"), "orders-service")));
        notAnInstance(
                "with one that has not begun",
                authority.client(
                        authority.issueWith(List.of("-startdate", "+2d", "-ext", "eku=clientAuth"), "orders-service")));
        TestAuthority other = TestAuthority.in(folder);
        Issued theirs = other.issue("orders-service");
        notAnInstance("with one of that name by another authority", authority.client(theirs));
        assertThat(get(rest.instancesAddress(), "M", authority.client(instance), ""))
                .isEqualTo(401);
        got.put("instances' port: with an instance's, without token", "401");
        assertThat(get(rest.instancesAddress(), "T", authority.client(instance), token))
                .isEqualTo(404);
        got.put("instances' port: with an instance's, another's order", "404");
        askedAsAnInstance(other, theirs);
    }

    /** Somebody has the directory say that they have an order. */
    private void askedAsAnInstance(TestAuthority other, Issued theirs) throws Exception {
        try (Tls strange = new Tls("instances", config(theirs).among(peers(other)));
                Rest stranger = new Rest(tls, strange)) {
            stranger.log.shows(order("F").customer(7).line("kettle", 1).created());
            rest.peers.has("F", Instance.at(stranger.instancesAddress()));
            rest.log.elsewhere.add("F");
            assertThat(get(rest.address(), "F", authority.client(), token)).isEqualTo(503);
        }
        got.put("be asked as an instance, with a certificate by another authority", "503: not asked");
    }

    private void notAnInstance(String attempt, SSLContext client) {
        assertThatThrownBy(() -> get(rest.instancesAddress(), "M", client, token))
                .as(attempt)
                .isInstanceOf(IOException.class);
        got.put("instances' port: " + attempt, NO_HANDSHAKE);
    }

    private void inTheClear(String attempt, URI at) throws IOException {
        try (Socket client = new Socket("localhost", at.getPort())) {
            client.getOutputStream()
                    .write("GET /openapi.json HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(UTF_8));
            assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
                    .as(attempt)
                    .doesNotContain("HTTP/");
        }
        got.put(attempt, "no answer");
    }

    private static int get(URI at, String id, SSLContext client, String token)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(at.resolve("/v1/orders/" + id + "?timeout=20"));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        HttpResponse<String> answer =
                HttpClient.newBuilder().sslContext(client).build().send(request.build(), BodyHandlers.ofString());
        return answer.statusCode();
    }

    /** Kind of record, and what an alert says. */
    private String answerTo(byte[] hello) throws IOException {
        try (Socket client = rest.connect()) {
            client.getOutputStream().write(hello);
            byte[] answer = client.getInputStream().readNBytes(7);
            return answer.length < 7 ? "none" : answer[0] + " " + answer[6];
        }
    }

    /** What a client says first that knows no later version than this (RFC 4346, 7.4.1.2). */
    private static byte[] hello(int version) {
        ByteBuffer hello = ByteBuffer.allocate(5 + 4 + 41);
        hello.put((byte) 22).putShort((short) 0x0301).putShort((short) 45); // a record, of the handshake
        hello.put((byte) 1).put((byte) 0).putShort((short) 41); // ClientHello
        hello.putShort((short) version).put(new byte[32]).put((byte) 0); // version, random, no session
        hello.putShort((short) 2).putShort((short) 0xC009); // TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA
        hello.put((byte) 1).put((byte) 0); // no compression
        return hello.array();
    }

    @Override
    public void close() {
        rest.close();
        tls.close();
        instancesTls.close();
    }
}
