/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The generator against a service that decides at once. */
class LoadGeneratorTest {

    private final AtomicInteger orders = new AtomicInteger();
    private final Map<String, String> bodies = new ConcurrentHashMap<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private int refuseFrom = Integer.MAX_VALUE;
    private int refuseUntil;
    private int slowUntil;

    @SuppressWarnings("NullAway.Init") // by start()
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.setExecutor(threads);
        server.createContext("/v1/orders", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean places = exchange.getRequestMethod().equals("POST");
        int number = places ? orders.incrementAndGet() : 0;
        if (places) {
            bodies.put("o-" + number, body);
            if (number <= slowUntil) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1_100));
            }
        }
        boolean refused = places && (number >= refuseFrom || number <= refuseUntil);
        byte[] answer = (places ? "{\"id\":\"o-" + number + "\",\"state\":\"CREATED\"}" : "{\"state\":\"VALIDATED\"}")
                .getBytes(UTF_8);
        exchange.sendResponseHeaders(refused ? 503 : places ? 201 : 200, answer.length);
        exchange.getResponseBody().write(answer);
        exchange.close();
    }

    private LoadResult run(Load load) throws IOException {
        return LoadGenerator.run(List.of(server.getAddress()), 10, Tokens.none(), load);
    }

    @Test
    void anOpenLoopBeginsAsManyOrdersAsItsRateSays() throws IOException {
        LoadResult result = run(Load.open(100, 1));

        assertThat(result.orders()).isEqualTo(100);
        assertThat(result.outcomes()).containsExactly(Map.entry("VALIDATED", 100L));
        assertThat(result.posted().getTotalCount()).isEqualTo(100);
        assertThat(result.decided().getTotalCount()).isEqualTo(100);
        assertThat(result.generatorCpuMillis()).isPositive();
    }

    @Test
    void aClosedLoopPlacesTheNextOrderOnceTheLastIsDecided() throws IOException {
        LoadResult result = run(Load.closed(2, 1).ofLines(3));

        assertThat(result.orders()).isEqualTo(orders.get()).isGreaterThan(2);
        assertThat(result.outcomes()).containsOnlyKeys("VALIDATED");
        assertThat(bodies.values()).anySatisfy(body -> assertThat(body).contains("\"p1\"", "\"p2\"", "\"p3\""));
    }

    @Test
    void idsAreGivenIfTheLoadSaysSo() throws IOException {
        run(Load.open(10, 1).withIds().ofOneProduct());

        assertThat(bodies.values())
                .hasSize(10)
                .allSatisfy(body -> assertThat(body).startsWith("{\"id\":\"b").contains("\"product\":\"p1\""));
    }

    @Test
    void aFillEndsWithItsLastOrder() throws IOException {
        LoadResult result = run(Load.fill(250));

        assertThat(result.orders()).isEqualTo(250).isEqualTo(orders.get());
        assertThat(result.outcomes()).containsOnlyKeys("VALIDATED");
    }

    @Test
    void aFillGoesOnAfterRefusals() throws IOException {
        refuseUntil = 150;

        LoadResult result = run(Load.fill(250));

        assertThat(result.outcomes()).containsOnly(Map.entry("VALIDATED", 250L), Map.entry("POST 503", 150L));
    }

    @Test
    void whatIsNotDecidedCountsAsTheLongestWait() throws IOException {
        refuseFrom = 6;

        LoadResult result = run(Load.open(10, 1));

        assertThat(result.outcomes()).containsOnly(Map.entry("VALIDATED", 5L), Map.entry("POST 503", 5L));
        assertThat(LoadResult.millis(result.decided(), 100)).isGreaterThan(29_000);
        assertThat(result.posted().getTotalCount()).isEqualTo(5);
        assertThat(result.accepted().getTotalCount()).isEqualTo(5);
        assertThat(result.refused().getTotalCount()).isEqualTo(5);
    }

    @Test
    void theLastOrderThatWasDecidedLateIsKnown() throws IOException {
        slowUntil = 3;
        long began = System.nanoTime();

        LoadResult result = run(Load.open(10, 1));

        long third = began + TimeUnit.MILLISECONDS.toNanos(200);
        assertThat(result.lastLateNanos()).isGreaterThanOrEqualTo(third);
    }

    @Test
    void aServiceThatIsNotThereIsCountedToo() throws IOException {
        stop();

        assertThat(run(Load.open(10, 1)).outcomes()).containsOnlyKeys("connection lost");
    }
}
