/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.http.OrderIds;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances over real HTTP: clients ask east for orders that west has. */
class OwnerRoutingTest {

    private static final String LONG = "?timeout=60000";

    @AutoClose
    private static final Rest east = new Rest();

    @AutoClose
    private static final Rest west = new Rest();

    private static final Instance WEST = Instance.at(west.instancesAddress());
    private static final Instance NOBODY = new Instance("http", "localhost", 1);

    /** Each test has one of its own: that west is said not to own it is remembered for a while. */
    private static final AtomicInteger PARTITION = new AtomicInteger();

    @BeforeEach
    void startAnew() {
        PARTITION.addAndGet(2);
        east.log.reset();
        west.log.reset();
        elsewhere("A", WEST);
    }

    private static void elsewhere(String id, Instance owner, Instance... standbys) {
        east.peers.has(id, PARTITION.get(), owner, standbys);
        east.log.elsewhere.add(id);
    }

    private static void comesHere(String id) {
        east.log.elsewhere.remove(id);
        east.peers.hasItHere(id);
    }

    private static String withId(String id) {
        return Rest.ORDER.replace("{\"customerId\"", "{\"id\": \"" + id + "\", \"customerId\"");
    }

    @Test
    void theOwnersAnswerIsHandedBackAsItIs() {
        west.log.shows(order("A").line("kettle", 1, "24.90").validated());

        Answer there = west.get("/v1/orders/A");
        Answer here = east.get("/v1/orders/A");

        assertThat(here.status()).isEqualTo(200);
        assertThat(here.body()).isEqualTo(there.body());
        assertThat(here.header("ETag")).isEqualTo(there.header("ETag"));
        assertThat(here.header("Content-Type")).isEqualTo(there.header("Content-Type"));
        assertThat(east.get("/v1/orders/A", "If-None-Match", here.header("ETag"))
                        .status())
                .isEqualTo(304);
    }

    @Test
    void theOwnerWaitsForWhatIsNotThereYet() {
        west.log.shows(order("A").line("kettle", 1).created());
        CompletableFuture<Answer> decided = east.getAsync("/v1/orders/A/validated" + LONG);
        await().until(() -> west.parked.count() == 1 && east.parked.count() == 1);

        west.log.shows(order("A").line("kettle", 1).validated());

        assertThat(decided.join().text("/state")).isEqualTo("VALIDATED");
        await().until(() -> west.parked.count() == 0 && east.parked.count() == 0);
    }

    @Test
    void whatItSaysAtTheEndOfTheWaitIsTheAnswer() {
        assertThat(east.get("/v1/orders/A?timeout=20").status()).isEqualTo(404);

        west.log.shows(order("A").line("kettle", 1).created());

        assertThat(east.get("/v1/orders/A/validated?timeout=20").status()).isEqualTo(504);
        assertThat(east.get("/v1/orders/A/validated?timeout=0").text("/order/id"))
                .isEqualTo("A");
    }

    @Test
    void whileTheOwnerIsAwayARequestWaitsForTheNextOne() {
        elsewhere("A", NOBODY);
        CompletableFuture<Answer> reading = east.getAsync("/v1/orders/A" + LONG);
        west.log.shows(order("A").line("kettle", 1).created());

        elsewhere("A", WEST);

        assertThat(reading.join().status()).isEqualTo(200);
    }

    @Test
    void anOwnerThatDoesNotAnswerForItYetIsAskedAgain() {
        west.log.viewAway = true;
        assertThat(east.get("/v1/orders/A?timeout=0").status()).isEqualTo(503);
        west.log.shows(order("A").line("kettle", 1).created());

        west.log.viewAway = false;

        assertThat(east.get("/v1/orders/A" + LONG).status()).isEqualTo(200);
    }

    @Test
    void whileTheOwnerIsAwayACopyHereWillDoIfItShowsWhatIsWanted() {
        elsewhere("A", NOBODY);
        east.log.copies.put("A", order("A").line("kettle", 1).created());

        assertThat(east.get("/v1/orders/A?timeout=0").status()).isEqualTo(200);
        assertThat(east.get("/v1/orders/A" + LONG).status()).isEqualTo(200);
        assertThat(east.get("/v1/orders/A/validated?timeout=0").status()).isEqualTo(503);
    }

    @Test
    void whileTheOwnerIsAwayTheStandbysCopyWillDo() {
        elsewhere("A", NOBODY, WEST);
        west.log.elsewhere.add("A");
        west.log.copies.put("A", order("A").line("kettle", 1).created());

        assertThat(east.get("/v1/orders/A?timeout=0").status()).isEqualTo(200);
    }

    @Test
    void aRequestFollowsAnOrderThatMovesAway() {
        comesHere("A");
        CompletableFuture<Answer> reading = east.getAsync("/v1/orders/A" + LONG);
        await().until(() -> east.parked.count() == 1);
        west.log.shows(order("A").line("kettle", 1).created());

        elsewhere("A", WEST);

        assertThat(reading.join().status()).isEqualTo(200);
    }

    @Test
    void aRequestFollowsAnOrderThatComesHere() {
        CompletableFuture<Answer> reading = east.getAsync("/v1/orders/A" + LONG);
        await().until(() -> west.parked.count() == 1);
        east.log.shows(order("A").line("kettle", 1).created());

        comesHere("A");

        assertThat(reading.join().status()).isEqualTo(200);
        await().until(() -> west.parked.count() == 0);
    }

    @Test
    void whatIsForwardedIsNotForwardedAgain() throws Exception {
        west.log.elsewhere.add("A");
        west.peers.has("A", NOBODY);

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(WEST.resolve("/v1/orders/A"))
                                .header("Orderflow-Wait", "60000")
                                .build(),
                        BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(421);
        west.peers.hasItHere("A");
    }

    @Test
    void aClientCannotPassForAnInstance() {
        comesHere("A");
        east.log.copies.put("A", order("A").line("kettle", 1).created());

        assertThat(east.get("/v1/orders/A?timeout=0", "Orderflow-Copy", "1", "Orderflow-Wait", "60000")
                        .status())
                .isEqualTo(404);
        assertThat(east.post(withId("A"), "Orderflow-Command", "forged").status())
                .isEqualTo(201);
        assertThat(east.log.commands).hasSize(1);
    }

    @Test
    void aClientThatLeavesIsForgottenByBoth() throws IOException {
        try (Socket client = east.connect()) {
            Rest.ask(client, "/v1/orders/A" + LONG);
            await().until(() -> west.parked.count() == 1);
        }

        await().until(() -> west.parked.count() == 0 && east.parked.count() == 0);
    }

    @Test
    void aClientThatLeavesDoesNotMakeTheOwnerAwayForOthers() throws IOException {
        west.log.shows(order("A").line("kettle", 1).created());
        try (Socket client = east.connect()) {
            Rest.ask(client, "/v1/orders/A/validated" + LONG);
            await().until(() -> west.parked.count() == 1);
        }
        await().until(() -> west.parked.count() == 0 && east.parked.count() == 0);

        assertThat(east.get("/v1/orders/A?timeout=0").status()).isEqualTo(200);
    }

    @Test
    void anOrderIsWrittenOnceAndItsOwnerTellsWhatBecameOfIt() {
        CompletableFuture<Answer> placing = CompletableFuture.supplyAsync(() -> east.post(withId("A")));
        await().until(() -> west.parked.count() == 1);
        west.log.take(east.log.commands.element());

        Answer placed = placing.join();
        Answer repeated = east.post(withId("A"));
        Answer other = east.post(withId("A").replace("\"quantity\": 2", "\"quantity\": 3"));

        assertThat(placed.status()).isEqualTo(201);
        assertThat(placed.header("Location")).isEqualTo("/v1/orders/A");
        assertThat(repeated.status()).isEqualTo(200);
        assertThat(other.status()).isEqualTo(409);
        assertThat(west.log.commands).isEmpty();
    }

    @Test
    void anOrderIsPlacedAlsoWhileItsOwnerIsAway() {
        elsewhere("A", NOBODY);

        Answer placed = east.send(
                "POST",
                "/v1/orders?timeout=50",
                BodyPublishers.ofString(withId("A")),
                "Content-Type",
                "application/json");

        assertThat(placed.status()).isEqualTo(202);
        assertThat(placed.text("/state")).isEqualTo("PENDING");
        assertThat(east.log.commands).hasSize(1);
    }

    @Test
    void theOwnerIsAskedToCancelAndForTheHistory() {
        west.log.shows(order("A").line("kettle", 1).created());
        west.shelf.has(order("A").line("kettle", 1).created());

        Answer cancelled = east.send("POST", "/v1/orders/A/cancel", BodyPublishers.noBody());
        Answer history = east.get("/v1/orders/A/history");

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(west.log.commands).hasSize(1);
        assertThat(history.status()).isEqualTo(200);
        assertThat(history.body()).isEqualTo(west.get("/v1/orders/A/history").body());
    }

    @Test
    void theRequestKeepsItsNameOnTheWay() {
        west.log.shows(order("A").line("kettle", 1).created());

        east.send("POST", "/v1/orders/A/cancel", BodyPublishers.noBody(), "X-Request-Id", "basket-17");

        assertThat(west.log.commands.element().getRequestId()).startsWith("basket-17/");
    }

    @Test
    void anOrderThatHasMovedDoesNotMakeItsOldOwnerAwayForOthers() {
        east.peers.has("B", PARTITION.get() + 1, WEST);
        west.log.elsewhere.add("B");
        west.log.shows(order("A").line("kettle", 1).created());

        assertThat(east.get("/v1/orders/B?timeout=0").status()).isEqualTo(503);
        assertThat(east.get("/v1/orders/A?timeout=0").status()).isEqualTo(200);
        comesHere("B");
    }

    @Test
    void anOrderThatCannotBeReadDoesNotHideOthersOfItsPartition() {
        west.log.shows(order("B").line("kettle", 1).created());
        elsewhere("B", WEST);
        west.log.unreadable.add("A");

        assertThat(east.get("/v1/orders/A?timeout=0").status()).isEqualTo(503);
        assertThat(east.get("/v1/orders/B?timeout=0").status()).isEqualTo(200);
    }

    @Test
    void whyTheOwnerCannotReadAnOrderIsHandedBack() {
        west.log.viewAway = true;

        assertThat(east.get("/v1/orders/A?timeout=20").text("/detail")).contains("the view is being read in");
    }

    @Test
    void aCopyThatCatchesUpWhileTheOwnerIsAwayEndsTheWait() {
        elsewhere("A", NOBODY);
        CompletableFuture<Answer> reading = east.getAsync("/v1/orders/A/validated" + LONG);
        await().until(() -> east.parked.count() == 1);

        east.log.copies.put("A", order("A").line("kettle", 1).validated());

        assertThat(reading.join().text("/state")).isEqualTo("VALIDATED");
    }

    @Test
    void whileAllPlacesAreTakenAnOrderCanBeHadWithoutAWait() throws IOException {
        west.log.shows(order("A").line("kettle", 1).created());
        try (Rest full = new Rest(1);
                Socket waiting = full.connect()) {
            full.peers.has("A", WEST);
            Rest.ask(waiting, "/v1/orders/B" + LONG);
            await().until(() -> full.parked.count() == 1);

            assertThat(full.get("/v1/orders/A?timeout=0").status()).isEqualTo(200);
            assertThat(full.get("/v1/orders/A").status()).isEqualTo(503);
        }
    }

    @Test
    void aKeyMayHaveAnyLetters() {
        String request = "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nIdempotency-Key: T\u00fcte\r\nContent-Length: "
                + Rest.ORDER.length() + "\r\n\r\n" + Rest.ORDER;
        String id = OrderIds.of(7, "T\u00fcte");
        elsewhere(id, WEST);
        CompletableFuture<String> placing = CompletableFuture.supplyAsync(() -> east.raw(request, ISO_8859_1));
        await().until(() -> !east.log.commands.isEmpty());

        west.log.take(east.log.commands.element());

        assertThat(placing.join()).startsWith("HTTP/1.1 201");
    }

    @Test
    void allVersionsThatTheClientHasGoAlong() {
        west.log.shows(order("A").line("kettle", 1).created());

        assertThat(east.get("/v1/orders/A", "If-None-Match", "\"7\"", "If-None-Match", "\"1\"")
                        .status())
                .isEqualTo(304);
    }

    @Test
    void anOwnerThatWaitsForKafkaIsNotTakenForAway() {
        try (Rest hasty = new Rest(10, 0, Duration.ofMillis(50))) {
            hasty.peers.has("A", WEST);
            west.log.shows(order("A").line("kettle", 1).created());
            west.log.acknowledging = new CompletableFuture<>();
            west.log.acknowledging.completeOnTimeout(null, 300, TimeUnit.MILLISECONDS);

            Answer cancelled = hasty.send("POST", "/v1/orders/A/cancel?timeout=0", BodyPublishers.noBody());

            assertThat(cancelled.status()).isEqualTo(202);
            assertThat(west.log.commands).hasSize(1);
        }
    }

    @Test
    void aHistoryThatMovesJustNowIsLookedForAgain() {
        east.log.shows(order("B").line("kettle", 1).created());
        east.shelf.away = true;
        CompletableFuture<Answer> history = east.getAsync("/v1/orders/B/history" + LONG);
        await().until(() -> east.shelf.looks > 0);

        east.shelf.has(order("B").line("kettle", 1).created());
        east.shelf.away = false;

        assertThat(history.join().status()).isEqualTo(200);
        assertThat(east.get("/v1/orders/none/history?timeout=20").status()).isEqualTo(404);
    }

    @Test
    void anInstancesAddressMayBeAnyUri() {
        assertThat(Instance.at(URI.create("http://[::1]:8081")).resolve("/v1/orders/A"))
                .hasToString("http://[::1]:8081/v1/orders/A");
    }
}
