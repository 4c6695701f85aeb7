/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.access.Identity;
import io.orderflow.orders.http.ParkedRequests;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** GET /v1/orders/{id} and /validated over HTTP. */
class ReadingTest {

    @AutoClose
    private static final Rest rest = new Rest();

    @BeforeEach
    void startAnew() {
        rest.log.reset();
    }

    @Test
    void anOrderThatIsThereIsAnsweredAtOnce() {
        rest.log.shows(order("A").line("kettle", 1).created());

        Answer answer = rest.get("/v1/orders/A");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.text("/id")).isEqualTo("A");
        assertThat(rest.parked.count()).isZero();
    }

    @Test
    void anOrderThatIsNotThereYetIsAwaited() {
        CompletableFuture<Answer> reader = rest.getAsync("/v1/orders/A");
        await().until(() -> rest.parked.count() == 1);

        rest.log.shows(order("A").line("kettle", 1).created());

        assertThat(reader.join().status()).isEqualTo(200);
        assertThat(rest.parked.count()).isZero();
    }

    @Test
    void aDecisionIsAwaited() {
        rest.log.shows(order("A").line("kettle", 1).created());
        CompletableFuture<Answer> reader = rest.getAsync("/v1/orders/A/validated");
        await().until(() -> rest.parked.count() == 1);

        rest.log.shows(order("A").line("kettle", 1).validated());

        assertThat(reader.join().text("/state")).isEqualTo("VALIDATED");
    }

    @Test
    void aFailedOrderIsADecisionToo() {
        rest.log.shows(order("A").line("kettle", 1).failed("inventory", "kettle: 1 asked, 0 available"));

        Answer answer = rest.get("/v1/orders/A/validated");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("/failures/0/check")).isEqualTo("inventory");
    }

    @Test
    void anUnknownOrderIsNotFoundAtTheEndOfTheWait() {
        Answer answer = rest.get("/v1/orders/A?timeout=20");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/detail")).isEqualTo("no order A is known after 20 ms");
        assertThat(answer.text("/instance")).isEqualTo("/v1/orders/A");
        assertThat(answer.text("/status")).isEqualTo("404");
        assertThat(rest.get("/v1/orders/A/validated?timeout=0").status()).isEqualTo(404);
    }

    @Test
    void anUndecidedOrderIsShownInTheProblem() {
        rest.log.shows(order("A").line("kettle", 1).created());

        Answer answer = rest.get("/v1/orders/A/validated?timeout=20");

        assertThat(answer.status()).isEqualTo(504);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.text("/order/state")).isEqualTo("CREATED");
        assertThat(rest.get("/v1/orders/A/validated", "Prefer", "respond-async, wait=0")
                        .status())
                .isEqualTo(504);
    }

    @Test
    void aVersionThatTheClientHasIsNotSentAgain() {
        rest.log.shows(order("A").line("kettle", 1).validated());

        Answer answer = rest.get("/v1/orders/A", "If-None-Match", "\"1\", W/\"2\"");

        assertThat(answer.status()).isEqualTo(304);
        assertThat(answer.header("ETag")).isEqualTo("\"2\"");
        assertThat(answer.body()).isEmpty();
        assertThat(rest.get("/v1/orders/A", "If-None-Match", "\"1\"").status()).isEqualTo(200);
        assertThat(rest.get("/v1/orders/A", "If-None-Match", "*").status()).isEqualTo(304);
    }

    @Test
    void whileTheViewIsAwayAReaderWaitsAndIsAnsweredOnceItIsBack() {
        rest.log.shows(order("A").line("kettle", 1).created());
        rest.log.viewAway = true;
        CompletableFuture<Answer> reader = rest.getAsync("/v1/orders/A");
        await().until(() -> rest.parked.count() == 1);

        rest.log.viewAway = false;

        assertThat(reader.join().status()).isEqualTo(200);
    }

    @Test
    void aViewThatStaysAwayIsNotTakenForAnUnknownOrder() {
        rest.log.viewAway = true;

        Answer answer = rest.get("/v1/orders/A?timeout=20");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(answer.text("/detail")).contains("order A cannot be read now", "being read in");
    }

    @Test
    void whoWaitsWhenTheServiceStopsIsToldToTryAgain() {
        try (Rest stopping = new Rest()) {
            CompletableFuture<Answer> reader = stopping.getAsync("/v1/orders/A");
            await().until(() -> stopping.parked.count() == 1);

            stopping.stopWaiting();

            assertThat(reader.join().status()).isEqualTo(503);
            assertThat(reader.join().header("Retry-After")).isNotEmpty();
        }
    }

    @Test
    void tooManyReadersAreToldToTryAgain() {
        try (Rest small = new Rest(1)) {
            CompletableFuture<Answer> first = small.getAsync("/v1/orders/A");
            await().until(() -> small.parked.count() == 1);

            Answer second = small.get("/v1/orders/B");

            assertThat(second.status()).isEqualTo(503);
            assertThat(second.header("Retry-After")).isNotEmpty();
            assertThat(small.post(Rest.ORDER.replaceFirst("\\{", "{\"id\": \"B\", "))
                            .status())
                    .isEqualTo(503);
            assertThat(small.log.commands).isEmpty();
            small.log.shows(order("A").line("kettle", 1).created());
            assertThat(first.join().status()).isEqualTo(200);
        }
    }

    @Test
    void aThousandParkedReadersNeedFewThreads() {
        List<CompletableFuture<Answer>> readers = IntStream.range(0, 1_000)
                .mapToObj(n -> rest.getAsync("/v1/orders/A" + n % 10))
                .toList();
        await().until(() -> rest.parked.count() == 1_000);

        assertThat(Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> thread.getName().startsWith("http-")))
                .hasSizeLessThanOrEqualTo(64);
        IntStream.range(0, 10)
                .forEach(n -> rest.log.shows(order("A" + n).line("kettle", 1).created()));

        assertThat(readers)
                .allSatisfy(reader -> assertThat(reader.join().status()).isEqualTo(200));
        assertThat(rest.parked.count()).isZero();
    }

    @Test
    void headTellsWhatGetWould() {
        rest.log.shows(order("A").line("kettle", 1).created());

        Answer answer = rest.send("HEAD", "/v1/orders/A", BodyPublishers.noBody());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("ETag")).isEqualTo("\"1\"");
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void aClientThatLeavesIsWaitedForNoLonger() throws Exception {
        try (Socket client = rest.connect()) {
            Rest.ask(client, "/v1/orders/A");
            await().until(() -> rest.parked.count() == 1);
        }

        await().untilAsserted(() -> assertThat(rest.parked.count()).isZero());
    }

    @Test
    void aClientThatLeavesAtHisSecondRequestIsNoticedToo() throws Exception {
        try (Socket client = rest.connect()) {
            rest.log.shows(order("A").line("kettle", 1).created());
            Rest.ask(client, "/v1/orders/A?timeout=60000");
            assertThat(client.getInputStream().read()).isEqualTo('H');
            Rest.ask(client, "/v1/orders/B");
            await().until(() -> rest.parked.count() == 1);
            client.setSoLinger(true, 0); // with a reset
        }

        await().untilAsserted(() -> assertThat(rest.parked.count()).isZero());
    }

    @Test
    void aViewThatIsBehindDoesNotSayThatThereIsNoSuchOrder() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(1);
        Waiters waiters = new Waiters(new ParkedRequests(5), clock, Runnable::run);
        try (waiters) {
            OrderReads reads = new OrderReads(
                    id -> new ViewLookup.Absent(3),
                    partition -> CompletableFuture.completedFuture(partition != 3),
                    waiters,
                    clock,
                    Runnable::run);

            assertThat(reads.read(Identity.ANYBODY, "A", order -> true, Duration.ZERO)
                            .join())
                    .isInstanceOf(ReadResult.Unavailable.class);
            assertThat(reads.read(Identity.ANYBODY, "A", order -> true, Duration.ofMillis(20))
                            .join())
                    .isInstanceOf(ReadResult.Unavailable.class);
        } finally {
            clock.shutdownNow();
        }
    }

    @Test
    void aClientThatSendsHisNextRequestEarlyIsAnsweredBoth() throws Exception {
        try (Socket client = rest.connect()) {
            Rest.ask(client, "/v1/orders/A");
            await().until(() -> rest.parked.count() == 1);
            Rest.ask(client, "/v1/orders/A");

            rest.log.shows(order("A").line("kettle", 1).created());

            await().until(() -> rest.parked.count() == 0);
            client.shutdownOutput();
            String answers = new String(client.getInputStream().readAllBytes(), UTF_8);
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }
}
