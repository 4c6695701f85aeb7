/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.util.concurrent.CompletableFuture;
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
    private static final Instance NOBODY = new Instance("localhost", 1);

    @BeforeEach
    void startAnew() {
        east.log.reset();
        west.log.reset();
        elsewhere("A", WEST);
    }

    private static void elsewhere(String id, Instance owner, Instance... standbys) {
        east.peers.has(id, owner, standbys);
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
    void anInstancesAddressMayBeAnyUri() {
        assertThat(Instance.at(URI.create("http://[::1]:8081")).resolve("/v1/orders/A"))
                .hasToString("http://[::1]:8081/v1/orders/A");
    }
}
