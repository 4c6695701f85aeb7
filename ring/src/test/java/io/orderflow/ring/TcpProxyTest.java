/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a server that sends back what it gets. */
class TcpProxyTest {

    private static final int SHORT = 200;
    private static final int PATIENT = 30_000;

    @SuppressWarnings("NullAway.Init") // by start()
    private ServerSocket server;

    @SuppressWarnings("NullAway.Init") // by start()
    private TcpProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
        Thread echo = new Thread(this::echo);
        echo.setDaemon(true);
        echo.start();
        proxy = TcpProxy.to(server.getLocalPort());
    }

    private void echo() {
        try {
            while (true) {
                try (Socket client = server.accept()) {
                    client.getInputStream().transferTo(client.getOutputStream());
                }
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.close();
    }

    private Socket client() throws IOException {
        Socket client = new Socket("localhost", proxy.port());
        client.setSoTimeout(PATIENT);
        return client;
    }

    private static String sent(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(UTF_8));
        return received(client, text.length());
    }

    private static String received(Socket client, int length) throws IOException {
        return new String(client.getInputStream().readNBytes(length), UTF_8);
    }

    @Test
    void whatIsSentArrivesBothWays() throws IOException {
        try (Socket client = client()) {
            assertThat(sent(client, "there and back")).isEqualTo("there and back");
        }
    }

    @Test
    void whileItIsCutNothingArrivesAndAfterwardsAllDoes() throws IOException {
        try (Socket client = client()) {
            assertThat(sent(client, "before")).isEqualTo("before");
            proxy.cut();
            client.setSoTimeout(SHORT);

            assertThatThrownBy(() -> sent(client, "meanwhile")).isInstanceOf(SocketTimeoutException.class);

            client.setSoTimeout(PATIENT);
            proxy.heal();
            assertThat(received(client, 9)).isEqualTo("meanwhile");
        }
    }

    @Test
    void slowItDeliversLater() throws IOException {
        try (Socket client = client()) {
            proxy.slow(100);
            long began = System.nanoTime();

            assertThat(sent(client, "slowly")).isEqualTo("slowly");

            assertThat(System.nanoTime() - began)
                    .as("two pieces, one there and one back")
                    .isGreaterThan(200_000_000L);
        }
    }

    @Test
    void whereTheServerIsAwayTheConnectionEnds() throws IOException {
        server.close();
        try (Socket client = client()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }
}
