/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static io.orderflow.it.WholeSystem.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.orderflow.common.testing.Sample;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.Shipment;
import io.orderflow.schemas.Topics;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes of the orders service share the orders, and clients need not know which of them has theirs. */
class ScaleOutIT {

    private static final int MANY = Integer.getInteger("parked", 1_000);

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // by start()
    private static WholeSystem system;

    @SuppressWarnings("NullAway.Init") // by start()
    private static OrdersInstance east;

    @SuppressWarnings("NullAway.Init") // by start()
    private static OrdersInstance west;

    @BeforeAll
    static void start() {
        system = new WholeSystem(folder);
        east = instance("east").awaitReady();
        west = instance("west").awaitReady();
        awaitBothHaveOrders();
    }

    /** One check, which the test itself is: an order is decided when the test says so. */
    private static OrdersInstance instance(String name) {
        return new OrdersInstance(system, folder, name, "--orders-checks", "fraud", "--orders-write-timeout", "5s");
    }

    private static void awaitBothHaveOrders() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(system.membersOf("orders-service-reads", Topics.ORDERS))
                        .isEqualTo(2));
    }

    @AfterAll
    static void stop() {
        east.close();
        west.close();
        system.close();
    }

    @Test
    void ofTwoContentsForOneIdOneWinsAndEachClientIsToldTheTruth() {
        String one = order("contested", 1);
        String two = order("contested", 2);

        List<CompletableFuture<HttpResponse<String>>> clients = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            clients.add((i % 2 == 0 ? east : west).post("/v1/orders?timeout=60000", one));
            clients.add((i % 2 == 0 ? west : east).post("/v1/orders?timeout=60000", two));
        }

        List<HttpResponse<String>> answers = all(clients);
        List<Order> written = system.committed(Topics.ORDERS).stream()
                .filter(order -> order.getId().equals("contested"))
                .toList();
        assertThat(written).singleElement().extracting(Order::getState).isEqualTo(OrderState.CREATED);
        long winner = written.get(0).getCustomerId();
        assertThat(answers).filteredOn(answer -> answer.statusCode() == 201).hasSize(1);
        for (int i = 0; i < answers.size(); i++) {
            boolean sameContent = winner == i % 2 + 1;
            assertThat(answers.get(i).statusCode())
                    .as("client %s, content %s, winner %s", i, i % 2 + 1, winner)
                    .isIn(sameContent ? List.of(200, 201) : List.of(409));
            if (sameContent) {
                assertThat(answers.get(i).body()).contains("\"customerId\":" + winner);
            } else {
                assertThat(answers.get(i).body()).doesNotContain("kettle"); // it is another customer's
            }
        }
    }

    @Test
    void anyInstanceAnswersForAnyOrder() {
        List<String> ids = ids("any", 20);
        place(ids);

        for (OrdersInstance instance : List.of(east, west)) {
            List<HttpResponse<String>> answers = all(ids.stream().map(id -> instance.get("/v1/orders/" + id)));
            List<HttpResponse<String>> now =
                    all(ids.stream().map(id -> instance.get("/v1/orders/" + id + "?timeout=0")));
            List<HttpResponse<String>> undecided =
                    all(ids.stream().map(id -> instance.get("/v1/orders/" + id + "/validated?timeout=0")));
            List<HttpResponse<String>> unknown =
                    all(ids.stream().map(id -> instance.get("/v1/orders/no-" + id + "?timeout=1")));

            assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
            assertThat(answers)
                    .allMatch(answer -> answer.headers().firstValue("ETag").isPresent());
            assertThat(now).extracting(HttpResponse::body).isEqualTo(bodies(answers));
            assertThat(undecided).extracting(HttpResponse::statusCode).containsOnly(504);
            assertThat(unknown).extracting(HttpResponse::statusCode).containsOnly(404);
        }
        assertThat(bodies(all(ids.stream().map(id -> east.get("/v1/orders/" + id)))))
                .isEqualTo(bodies(all(ids.stream().map(id -> west.get("/v1/orders/" + id)))));
    }

    @Test
    void anOrderThatGotIts201IsUnknownNowhere() throws IOException {
        for (int i = 0; i < 100; i++) {
            HttpResponse<String> placed = (i % 2 == 0 ? east : west)
                    .post("/v1/orders", order("x", 1).replace("\"id\": \"x\",", ""))
                    .join();
            assertThat(placed.statusCode()).isEqualTo(201);
            String id = OrdersClient.JSON.readTree(placed.body()).path("id").asText();

            List<HttpResponse<String>> read = all(Stream.of(
                    east.get("/v1/orders/" + id + "?timeout=0"), west.get("/v1/orders/" + id + "?timeout=0")));

            assertThat(read).extracting(HttpResponse::statusCode).allMatch(status -> status == 200 || status == 503);
        }
    }

    @Test
    void whoeverWaitsAnywhereIsAnsweredWhenTheOrderIsDecided() {
        List<String> ids = ids("wait", 10);
        List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
        ids.forEach(id -> {
            waiting.add(east.get("/v1/orders/" + id + "/validated?timeout=60000"));
            waiting.add(west.get("/v1/orders/" + id + "/validated?timeout=60000"));
        });

        place(ids);
        decide(ids);

        assertThat(all(waiting)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("VALIDATED");
        });
    }

    @Test
    void manyWhoWaitTakeNoThreadEach() {
        List<String> ids = ids("parked", 20);
        double threadsBefore = east.metric("jvm_threads_live_threads");
        List<CompletableFuture<HttpResponse<String>>> waiting = IntStream.range(0, MANY)
                .mapToObj(i -> east.get("/v1/orders/" + ids.get(i % ids.size()) + "?timeout=60000"))
                .toList();
        await().atMost(PATIENCE).until(() -> east.waiting() == MANY);
        double threadsParked = east.metric("jvm_threads_live_threads");

        place(ids);

        assertThat(all(waiting)).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(threadsParked - threadsBefore).isLessThan(100);
        await().atMost(PATIENCE).until(() -> east.waiting() + west.waiting() == 0);
    }

    @Test
    void aClientThatLeavesIsForgottenByBothInstances() throws IOException {
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Socket client = new Socket("localhost", east.rest("/").getPort());
            String request = "GET /v1/orders/left-%s?timeout=60000 HTTP/1.1\r\nHost: localhost\r\n\r\n".formatted(i);
            client.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            clients.add(client);
        }
        await().atMost(PATIENCE).until(() -> east.waiting() == 20 && west.waiting() > 0);

        for (Socket client : clients) {
            client.close();
        }

        await().atMost(PATIENCE).until(() -> east.waiting() + west.waiting() == 0);
    }

    @Test
    void whileTheBrokerIsAwayNothingHangsAndNothingIsPlacedThatIsNotInKafka() {
        List<String> ids = ids("outage", 10);
        place(ids("before-outage", 1));

        system.withoutBroker(() -> {
            List<HttpResponse<String>> refused = all(ids.stream().map(id -> east.post("/v1/orders", order(id, 1))));
            assertThat(refused).allSatisfy(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.headers().firstValue("Retry-After")).isPresent();
                assertThat(answer.body()).contains("\"orderId\"");
            });
            assertThat(all(Stream.of(east.get("/v1/orders/before-outage-0?timeout=0"))))
                    .extracting(HttpResponse::statusCode)
                    .containsOnly(200);
        });

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(all(
                                ids.stream().map(id -> west.post("/v1/orders?timeout=5000", order(id, 1)))))
                        .extracting(HttpResponse::statusCode)
                        .allMatch(status -> status == 200 || status == 201));
        assertThat(system.committed(Topics.ORDERS))
                .filteredOn(order -> ids.contains(order.getId()))
                .hasSize(ids.size());
    }

    @Test
    void whenOneIsKilledTheOtherAnswersAllWhoWaitAndAllWhoComeOver() {
        IntStream.range(0, 8).forEach(i -> system.sendBytes(Topics.ORDERS, "garbage-" + i, new byte[] {1, 2, 3}));
        List<String> undecided = ids("killed", 100);
        List<String> unplaced = ids("later", 100);
        place(undecided);
        List<CompletableFuture<HttpResponse<String>>> there = new ArrayList<>();
        undecided.forEach(id -> there.add(east.get("/v1/orders/" + id + "/validated?timeout=30000")));
        unplaced.forEach(id -> there.add(east.get("/v1/orders/" + id + "?timeout=30000")));
        List<CompletableFuture<Boolean>> dropped = undecided.stream()
                .map(id -> west.get("/v1/orders/" + id + "/validated?timeout=30000")
                        .handle((answer, error) -> error != null))
                .toList();
        await().atMost(PATIENCE).until(() -> east.waiting() >= 200 && west.waiting() >= 100);

        List<String> cancelled = ids("cancelled-before-the-kill", 30);
        place(cancelled);
        List<HttpResponse<String>> written =
                all(cancelled.stream().map(id -> west.post("/v1/orders/" + id + "/cancel", "")));

        west.kill();
        List<CompletableFuture<HttpResponse<String>>> read = IntStream.range(0, written.size())
                .mapToObj(i -> east.getAfter(written.get(i), "/v1/orders/" + cancelled.get(i) + "?timeout=60000"))
                .toList();
        decide(undecided);
        List<CompletableFuture<HttpResponse<String>>> placing = unplaced.stream()
                .map(id -> east.post("/v1/orders?timeout=30000", order(id, 1)))
                .toList();

        assertThat(dropped).allSatisfy(client -> assertThat(client.join()).isTrue());
        List<HttpResponse<String>> repeated =
                all(undecided.stream().map(id -> east.get("/v1/orders/" + id + "/validated?timeout=30000")));
        assertThat(all(there)).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(repeated).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(repeated).allSatisfy(answer -> assertThat(answer.body()).contains("VALIDATED"));
        assertThat(all(placing)).extracting(HttpResponse::statusCode).containsOnly(201);
        assertThat(bodies(all(read))).allSatisfy(order -> assertThat(order).contains("CANCELLED"));
        assertThat(all(ids("garbage", 8).stream().map(id -> east.get("/v1/orders/" + id + "?timeout=0"))))
                .extracting(HttpResponse::statusCode)
                .containsOnly(404);

        west = instance("west").awaitReady();
        awaitBothHaveOrders();
        assertThat(all(undecided.stream().map(id -> west.get("/v1/orders/" + id + "/validated"))))
                .extracting(HttpResponse::statusCode)
                .containsOnly(200);
    }

    @Test
    void whoReadsAnywhereWithTheTokenOfACancellationSeesItCancelled() {
        List<String> ids = ids("token", 30);
        place(ids);

        List<CompletableFuture<HttpResponse<String>>> read = new ArrayList<>();
        for (OrdersInstance other : List.of(east, west)) {
            ids.stream()
                    .filter(id -> (id.hashCode() % 2 == 0) == (other == east))
                    .forEach(id -> read.add(west.post("/v1/orders/" + id + "/cancel", "")
                            .thenCompose(written -> other.getAfter(written, "/v1/orders/" + id))));
        }

        assertThat(bodies(all(read.stream())))
                .hasSize(30)
                .allSatisfy(order -> assertThat(order).contains("CANCELLED"));
    }

    @Test
    void anyInstanceCancelsAndTellsTheStory() {
        List<String> ids = ids("story", 6);
        place(ids);
        decide(ids);
        awaitState(ids, "VALIDATED");

        List<HttpResponse<String>> cancelled =
                all(ids.stream().map(id -> west.post("/v1/orders/" + id + "/cancel", "")));
        awaitState(ids, "CANCELLED");
        List<HttpResponse<String>> again = all(ids.stream().map(id -> east.post("/v1/orders/" + id + "/cancel", "")));

        assertThat(cancelled).extracting(HttpResponse::statusCode).containsOnly(202);
        assertThat(again).extracting(HttpResponse::statusCode).containsOnly(409);
        List<String> there = bodies(all(ids.stream().map(id -> east.get("/v1/orders/" + id + "/history"))));
        assertThat(there).allSatisfy(story -> assertThat(story).contains("CREATED", "fraud", "VALIDATED", "CANCELLED"));
        assertThat(there).isEqualTo(bodies(all(ids.stream().map(id -> west.get("/v1/orders/" + id + "/history")))));
    }

    @Test
    void whatTheWarehouseShippedIsShippedEverywhere() {
        List<String> ids = ids("shipped", 4);
        place(ids);
        decide(ids);
        awaitState(ids, "VALIDATED");

        ids.forEach(id -> system.send(Topics.SHIPMENTS, id, new Shipment(id, Sample.NOON)));

        awaitState(ids, "SHIPPED");
        assertThat(all(ids.stream().map(id -> west.post("/v1/orders/" + id + "/cancel", ""))))
                .extracting(HttpResponse::statusCode)
                .containsOnly(409);
    }

    @Test
    void aListIsOfAllInstancesAndItsPagesNeitherRepeatNorSkip() throws IOException {
        int customer = 4_711;
        List<String> ids = ids("listed", 20);
        assertThat(all(ids.stream().map(id -> west.post("/v1/orders?timeout=60000", order(id, customer)))))
                .extracting(HttpResponse::statusCode)
                .containsOnly(201);

        for (OrdersInstance instance : List.of(east, west)) {
            List<String> listed = new ArrayList<>();
            String cursor = "";
            do {
                String page = all(Stream.of(instance.get("/v1/orders?customerId=" + customer + "&limit=7" + cursor)))
                        .get(0)
                        .body();
                JsonNode json = OrdersClient.JSON.readTree(page);
                json.path("orders").forEach(order -> listed.add(order.path("id").asText()));
                cursor = json.hasNonNull("nextCursor")
                        ? "&cursor=" + json.path("nextCursor").asText()
                        : "";
            } while (!cursor.isEmpty());
            assertThat(listed).containsExactlyInAnyOrderElementsOf(ids);
        }
    }

    @Test
    void whoFollowsOneInstanceSeesTheOrdersOfAll() {
        CompletableFuture<HttpResponse<Stream<String>>> feed = east.follow("/v1/orders/events?customerId=4712");
        Stream<String> lines = feed.join().body();
        CompletableFuture<List<String>> seen = CompletableFuture.supplyAsync(
                () -> lines.filter(line -> line.startsWith("data:")).limit(10).toList());
        List<String> ids = ids("followed", 10);

        ids.forEach(id -> assertThat(west.post("/v1/orders?timeout=60000", order(id, 4_712))
                        .join()
                        .statusCode())
                .isEqualTo(201));

        assertThat(seen.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join())
                .allSatisfy(data -> assertThat(data).contains("followed-"));
    }

    private static void awaitState(List<String> ids, String state) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(
                                bodies(all(ids.stream().map(id -> east.get("/v1/orders/" + id + "?timeout=0")))))
                        .allSatisfy(body -> assertThat(body).contains(state)));
    }

    private static void place(List<String> ids) {
        assertThat(all(IntStream.range(0, ids.size())
                        .mapToObj(i ->
                                (i % 2 == 0 ? east : west).post("/v1/orders?timeout=60000", order(ids.get(i), 1)))))
                .extracting(HttpResponse::statusCode)
                .containsOnly(201);
    }

    private static void decide(List<String> ids) {
        ids.forEach(id -> system.send(Topics.ORDER_VALIDATIONS, id, Sample.pass(id, "fraud")));
    }

    private static String order(String id, int customer) {
        return """
                {"id": "%s", "customerId": %s, "currency": "EUR",
                 "lines": [{"product": "kettle", "quantity": 1, "unitPrice": 24.90}]}""".formatted(id, customer);
    }

    private static List<String> ids(String name, int count) {
        return IntStream.range(0, count).mapToObj(i -> name + "-" + i).toList();
    }

    private static <T> List<T> all(List<CompletableFuture<T>> work) {
        return work.stream().map(CompletableFuture::join).toList();
    }

    private static <T> List<T> all(Stream<CompletableFuture<T>> work) {
        return all(work.toList());
    }

    private static List<String> bodies(List<HttpResponse<String>> answers) {
        return answers.stream().map(HttpResponse::body).toList();
    }
}
