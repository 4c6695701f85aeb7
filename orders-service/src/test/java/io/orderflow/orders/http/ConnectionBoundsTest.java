/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.limits.LimitsConfig;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An address may have twenty connections. Whoever has more of them that do nothing shuts nobody out. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class ConnectionBoundsTest {

    private static final int MOST = 20;
    private static final int MORE = 3 * MOST;
    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "::1");

    private final List<Rest> servers = new ArrayList<>();
    private final List<Socket> clients = new ArrayList<>();

    @AfterEach
    void close() throws IOException {
        for (Socket client : clients) {
            client.close();
        }
        servers.forEach(Rest::close);
    }

    @Test
    void connectionsThatSendNothingAreClosedForThoseThatDo() throws IOException {
        Rest rest = server(List.of());
        rest.log.shows(order("A").line("kettle", 1).created());
        for (int i = 0; i < MORE; i++) {
            connect(rest);
        }

        assertThat(rest.get("/v1/orders/A?timeout=0").status()).isEqualTo(200);
        assertThat(isClosed(clients.get(0))).isTrue();
        assertThat(isAnswered(clients.get(MORE - 1))).isTrue();
    }

    @Test
    void soAreThoseThatStopInTheMiddle() throws IOException {
        Rest rest = server(List.of());
        rest.log.shows(order("A").line("kettle", 1).created());
        for (int i = 0; i < MORE; i++) {
            connect(rest).getOutputStream().write("GET /v1/orders/A HTTP/1.1\r\nHost: loc".getBytes(UTF_8));
        }

        assertThat(rest.get("/v1/orders/A?timeout=0").status()).isEqualTo(200);
        assertThat(isClosed(clients.get(0))).isTrue();
    }

    @Test
    void whoWaitsForAnAnswerKeepsTheConnection() throws IOException {
        Rest rest = server(List.of());
        Socket waiting = connect(rest);
        Rest.ask(waiting, "/v1/orders/A?timeout=60000");
        await().until(() -> rest.parked.count() == 1);
        for (int i = 0; i < MORE; i++) {
            connect(rest);
        }
        assertThat(rest.get("/v1/orders/B?timeout=0").status()).isEqualTo(404);

        rest.log.shows(order("A").line("kettle", 1).created());

        assertThat(new String(waiting.getInputStream().readNBytes(12), UTF_8)).isEqualTo("HTTP/1.1 200");
    }

    @Test
    void whereAllWaitForAnAnswerTheNewOneHasToGo() throws IOException {
        Rest rest = server(List.of());
        for (int i = 0; i < MOST; i++) {
            Rest.ask(connect(rest), "/v1/orders/A?timeout=60000");
        }
        await().until(() -> rest.parked.count() == MOST);

        assertThat(isClosed(connect(rest))).isTrue();

        rest.log.shows(order("A").line("kettle", 1).created());
        for (int i = 0; i < MOST; i++) {
            assertThat(clients.get(i).getInputStream().read()).isEqualTo('H');
        }
    }

    @Test
    void aProxysConnectionsAreThoseOfManyClients() throws IOException {
        Rest rest = server(THIS_MACHINE);
        for (int i = 0; i < MORE; i++) {
            connect(rest);
        }

        assertThat(isAnswered(connect(rest))).isTrue();
        assertThat(isAnswered(clients.get(0))).isTrue();
    }

    private Rest server(List<String> proxies) {
        Rest made = new Rest(AccessFilter::open, new LimitsConfig(0, 1, 0, 0, MOST, List.of(), proxies));
        servers.add(made);
        return made;
    }

    private Socket connect(Rest rest) throws IOException {
        Socket client = rest.connect();
        clients.add(client);
        return client;
    }

    private static boolean isClosed(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketException e) { // what had come of its request was not read
            return true;
        }
    }

    private static boolean isAnswered(Socket client) throws IOException {
        Rest.ask(client, "/openapi.json");
        return client.getInputStream().read() == 'H';
    }
}
