/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.http.PageServer.Page;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client does that is slow, or never ends, is nothing to the others. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class PageServerTest {

    private static final Duration GENEROUS = Duration.ofSeconds(20);
    private static final int MORE_THAN_MAY_CONNECT = 300;

    private final PageServer server =
            new PageServer("test", Optional.of("127.0.0.1"), 0, asked -> switch (asked.path()) {
                case "/fault" -> throw new IllegalStateException("on purpose");
                case "/large" -> new Page(200, "application/octet-stream", "x".repeat(8 * 1024 * 1024));
                default -> Page.text(200, asked.method() + " " + asked.path() + " " + asked.body());
            });
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        server.close();
    }

    @Test
    void answersWithPathAndBody() throws Exception {
        assertThat(post("/a%20b?c", "text").body()).isEqualTo("POST /a%20b text");
    }

    @Test
    void halfRequestsAreNothingToOthers() throws Exception {
        for (int i = 0; i < MORE_THAN_MAY_CONNECT; i++) {
            send(i % 2 == 0 ? "GET / HTTP/1.1\r\nHost:" : "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx");
        }

        assertThat(post("/", "whole").body()).isEqualTo("POST / whole");
    }

    @Test
    void answersThatNobodyReadsAreNothingToOthers() throws Exception {
        for (int i = 0; i < 20; i++) {
            send("GET /large HTTP/1.1\r\nHost: h\r\n\r\n");
        }

        assertThat(post("/", "whole").body()).isEqualTo("POST / whole");
    }

    @Test
    void aHeaderThatNeverEndsIsGivenUp() throws Exception {
        Socket client = send("GET / HTTP/1.1\r\nHost: h\r\n");

        for (boolean open = true; open; ) {
            open = trickle(client);
        }

        assertThat(post("/", "whole").statusCode()).isEqualTo(200);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedAndSoIsOneThatNeverEnds() throws Exception {
        assertThat(post("/", "x".repeat(1_100_000)).statusCode()).isEqualTo(413);
        Socket client = send("POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\nx");

        assertThat(new String(client.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 408");
    }

    @Test
    void manyLargeBodiesHaveABoundTogetherAndSmallOnesNone() throws Exception {
        String most = "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 1000000\r\n\r\n" + "x".repeat(999_999);
        int refused = 0;
        for (int i = 0; i < 24; i++) {
            refused += isRefused(most) ? 1 : 0;
        }

        assertThat(refused).isBetween(1, 20);
        assertThat(post("/", "x".repeat(10_000)).statusCode()).isEqualTo(200);
    }

    /** Told so, or cut off in the middle of it. */
    private boolean isRefused(String request) throws IOException {
        try {
            Socket client = send(request);
            client.setSoTimeout(200);
            return client.getInputStream().read() == 'H';
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aFaultIsAnsweredAndIsNotTheEnd() throws Exception {
        assertThat(post("/fault", "").statusCode()).isEqualTo(500);
        assertThat(post("/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void eachAnswerTellsBrowsersToRunAndFrameNothingOfIt() throws Exception {
        String refused = answerTo("GET / HTTP/1.1\r\nHost : h\r\n\r\n");
        String fault = answerTo("GET /fault HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");
        String page = answerTo("GET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n");

        assertThat(refused).startsWith("HTTP/1.1 400").doesNotContainIgnoringCase("jetty");
        assertThat(List.of(refused, fault, page))
                .allSatisfy(answer -> assertThat(answer)
                        .containsOnlyOnce("X-Content-Type-Options: nosniff\r\n")
                        .containsOnlyOnce("Content-Security-Policy: default-src 'none';")
                        .containsOnlyOnce("Cache-Control: no-store\r\n")
                        .doesNotContain("Strict-Transport-Security", "Server:"));
    }

    private String answerTo(String request) throws IOException {
        return new String(send(request).getInputStream().readAllBytes(), UTF_8);
    }

    /** One more byte, until the server has closed the connection. */
    private static boolean trickle(Socket client) throws IOException {
        client.setSoTimeout(100);
        try {
            client.getOutputStream().write('x');
            return client.getInputStream().read() >= 0;
        } catch (SocketException e) {
            return false;
        } catch (SocketTimeoutException e) {
            return true;
        }
    }

    private Socket send(String request) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), server.port());
        clients.add(client);
        client.getOutputStream().write(request.getBytes(UTF_8));
        return client;
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.address() + path))
                                .timeout(GENEROUS)
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
    }
}
