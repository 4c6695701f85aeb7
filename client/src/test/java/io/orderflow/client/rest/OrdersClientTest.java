/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.rest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.client.ClientException;
import io.orderflow.client.ClientException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to whoever asks something that is no orders service, or a broken one. */
class OrdersClientTest {

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";

    private final ServerSocket server = listening();
    private final OrdersClient client = clientWithin(Duration.ofMinutes(1));

    private volatile String answer = "";
    private volatile int repeats = 0;

    private OrdersClient clientWithin(Duration grace) {
        return new OrdersClient("http://localhost:" + server.getLocalPort(), Optional::empty, Optional.empty(), grace);
    }

    private static ServerSocket listening() {
        try {
            return new ServerSocket(0, 50, InetAddress.getByName("localhost"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void serve() {
        Thread thread = new Thread(this::answerAll, "broken-service");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    @SuppressWarnings("SocketOpenedButNotSafelyClosed") // open as long as the test, as a service's that hangs
    private void answerAll() {
        try {
            while (true) {
                Socket socket = server.accept();
                OutputStream out = socket.getOutputStream();
                out.write(answer.getBytes(UTF_8));
                byte[] more = " ".repeat(100_000).getBytes(UTF_8);
                for (int i = 0; i < repeats; i++) {
                    out.write(more);
                }
                out.flush();
            }
        } catch (IOException e) {
            // the test is over, or the client has enough
        }
    }

    @Test
    void anAnswerThatNeverComesOrNeverEndsIsNotWaitedForWithoutEnd() {
        OrdersClient client = clientWithin(Duration.ofMillis(300));
        for (String start : new String[] {"", HEAD, HEAD + "Content-Length: 100\r\n\r\n{\"id\":"}) {
            answer = start;

            assertThatThrownBy(() -> client.answer(client.get("A", Duration.ZERO)))
                    .hasMessageContaining("(no answer in time)")
                    .extracting("kind")
                    .isEqualTo(Kind.AWAY);
        }
    }

    @Test
    void anAnswerOfAGigabyteIsNotKept() {
        answer = HEAD + "Content-Length: 1000000000\r\n\r\n";
        repeats = 10_000;

        assertThatThrownBy(() -> client.answer(client.history("A")))
                .hasMessageContaining("its answer has more than 16000000 bytes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 302 Found\r\nLocation: http://localhost:1/login\r\nContent-Length: 0\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 15\r\n\r\n<html>hi</html>"
            })
    void whateverElseAnswersIsToldToBeNoOrdersService(String given) {
        answer = given;

        assertThatThrownBy(() -> {
                    Reply reply = client.answer(client.get("A", Duration.ZERO));
                    throw client.refused(reply);
                })
                .isInstanceOf(ClientException.class)
                .hasMessageContaining("is no orders service: check --url");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ".", ".."})
    void whatWouldLeadToAnotherResourceIsNoOrdersId(String id) {
        assertThatThrownBy(() -> client.get(id, Duration.ZERO)).hasMessage("'%s' is no order's id", id);
        assertThatThrownBy(() -> client.cancel(id)).hasMessage("'%s' is no order's id", id);
        assertThat(client.get("a/../b", Duration.ZERO)).isNotNull();
    }
}
