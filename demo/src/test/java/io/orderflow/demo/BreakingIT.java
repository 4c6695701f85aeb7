/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.client.rest.OrdersClient;
import io.orderflow.client.rest.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is broken of a running demo: orders wait for it, go on when it is whole, and what is promised holds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BreakingIT {

    /** Longer than anything takes on a busy machine: reached only when something is broken. */
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private static final Pattern ADDRESS = Pattern.compile("web page +(http://\\S+)/");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final CountDownLatch stop = new CountDownLatch(1);
    private final HttpClient http = HttpClient.newHttpClient();
    private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    private URI page = URI.create("http://localhost");
    private int orders;

    @BeforeAll
    void start() {
        PrintStream print = new PrintStream(out, true, UTF_8);
        String[] flags = {
            "--orders=0", "--port=0", "--kafka-port=0", "--registry-port=0", "--mail-port=0", "--management-port=0"
        };
        new Thread(() -> exitCode.complete(new DemoMain(print, print, false, stop).run(Map.of(), flags)), "demo")
                .start();
        await().atMost(PATIENCE).until(() -> address().find());
        Matcher found = address();
        assertThat(found.find()).isTrue();
        page = URI.create(found.group(1));
    }

    private Matcher address() {
        return ADDRESS.matcher(out.toString(UTF_8));
    }

    @AfterAll
    void stop() {
        stop.countDown();
        assertThat(exitCode.join()).isZero();
    }

    @AfterEach
    void whatIsPromisedHolds() {
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode promise = look().path("promise");
            assertThat(promise.path("state").asText()).as("%s", promise).isEqualTo("kept");
            assertThat(promise.path("onTheirWay").asLong()).as("%s", promise).isZero();
            assertThat(promise.path("decided").asLong()).as("%s", promise).isEqualTo(orders);
        });
        JsonNode promise = look().path("promise");
        assertThat(promise.path("accepted").asLong()).isEqualTo(orders);
        assertThat(promise.path("lost").asLong()).isZero();
        assertThat(promise.path("promised").asLong())
                .isEqualTo(orders)
                .isLessThan(promise.path("received").asLong());
    }

    @ParameterizedTest
    @CsvSource({
        "fraud-service, stop, stopped, start, running",
        "inventory-service, kill, killed, start, running",
        "order-details-service, freeze, frozen, thaw, running",
        "order-details-service, kill, killed, start, running"
    })
    void anOrderWaitsForAValidatorThatIsBrokenAndGoesOnWhenItIsMended(
            String service, String broken, String state, String mended, String again) {
        validator(service, broken);
        await().atMost(PATIENCE).until(() -> stateOf(service).equals(state));
        String order = place();
        String check = service.replace("-service", "");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(waitingFor(order)).containsExactly(check));

        validator(service, mended);

        await().atMost(PATIENCE).until(() -> stateOf(service).equals(again));
        assertThat(decided(order)).isEqualTo("VALIDATED");
    }

    @Test
    void whatWasAskedForWhileTheBrokerWasAwayIsDecidedOnceItIsBack() {
        String before = place();
        assertThat(decided(before)).isEqualTo("VALIDATED");
        act("broker", "{\"on\": false}");
        await().atMost(PATIENCE).until(() -> brokerIs("away"));
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonNode promise = look().path("promise");
            assertThat(promise.path("state").asText()).isEqualTo("unknown");
            assertThat(promise.path("why").asText()).contains("the broker is away");
        });
        CompletableFuture<Reply> meanwhile = ask(++orders);

        act("broker", "{\"on\": true}");

        await().atMost(PATIENCE).until(() -> brokerIs("running"));
        meanwhile.handle((answer, fault) -> answer).join(); // whatever it was: sending it again is safe
        await().atMost(PATIENCE)
                .ignoreExceptions()
                .until(() -> ask(orders).join().status() < 300);
        assertThat(decided("o-" + orders)).isEqualTo("VALIDATED");
    }

    @Test
    void garbageIsPutAsideByAllWhoReadIt() {
        act("garbage", "{}");

        String order = place();
        assertThat(decided(order)).isEqualTo("VALIDATED");
        assertThat(look().path("garbage").asLong()).isPositive();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(letters()
                                .filter(letter -> letter.path("key").asText().startsWith("garbage-"))
                                .map(letter -> letter.path("service").asText()))
                        .contains("inventory-service", "fraud-service", "order-details-service", "email-service"));
    }

    @Test
    void whatIsSaidTwiceIsDoneOnce() {
        act("doubling", "{\"on\": true}");
        try {
            await().atMost(PATIENCE).until(() -> {
                String order = place();
                assertThat(decided(order)).isEqualTo("VALIDATED");
                assertThat(order(order).path("version").asInt()).isEqualTo(2);
                return look().path("doubling").path("records").asLong() >= 8; // two commands, and their verdicts
            });
        } finally {
            act("doubling", "{\"on\": false}");
        }
        assertThat(look().path("doubling").path("on").asBoolean()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"service\": \"orders-service\", \"action\": \"kill\"}",
                "{\"service\": \"fraud-service\", \"action\": \"erase\"}",
                "{}"
            })
    void whatCannotBeBrokenIsNot(String body) {
        assertThat(post("validator", body).statusCode()).isEqualTo(400);
    }

    @Test
    void whatIsNotFrozenIsNotThawed() {
        HttpResponse<String> answer = post("validator", "{\"service\": \"inventory-service\", \"action\": \"thaw\"}");

        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("it cannot be asked to thaw");
    }

    private void validator(String service, String action) {
        act("validator", "{\"service\": \"%s\", \"action\": \"%s\"}".formatted(service, action));
    }

    private void act(String what, String body) {
        HttpResponse<String> answer = post(what, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private HttpResponse<String> post(String what, String body) {
        return send(HttpRequest.newBuilder(page.resolve("/desk/break/" + what))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body)));
    }

    private JsonNode look() {
        return json("/desk/break");
    }

    private Stream<JsonNode> letters() {
        return elements(json("/desk/letters").path("letters"));
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return Stream.iterate(0, i -> i < array.size(), i -> i + 1).map(array::get);
    }

    private String stateOf(String service) {
        return elements(look().path("validators"))
                .filter(one -> one.path("service").asText().equals(service)
                        && !one.path("busy").asBoolean())
                .map(one -> one.path("state").asText())
                .findFirst()
                .orElse("busy");
    }

    private boolean brokerIs(String state) {
        return look().path("broker").path("state").asText().equals(state);
    }

    private String place() {
        Reply placed = ask(++orders).join();
        assertThat(placed.status()).as("%s", placed.body()).isBetween(200, 202);
        return "o-" + orders;
    }

    /** Each of another customer, so that no limit of spending is met. */
    private CompletableFuture<Reply> ask(int number) {
        return client().place(
                        "{\"id\": \"o-%s\", \"customerId\": %s, \"currency\": \"EUR\", \"lines\": [{\"product\": \"mug\", \"quantity\": 1, \"unitPrice\": 6.50}]}"
                                .formatted(number, number),
                        Duration.ofSeconds(10));
    }

    private OrdersClient client() {
        return new OrdersClient(page.toString());
    }

    private String decided(String order) {
        await().atMost(PATIENCE)
                .until(() -> !order(order).path("state").asText("CREATED").equals("CREATED"));
        return order(order).path("state").asText();
    }

    private JsonNode order(String order) {
        return client().get(order, Duration.ofSeconds(1)).join().body();
    }

    private List<String> waitingFor(String order) {
        return elements(client().history(order).join().body().path("waitingFor"))
                .map(JsonNode::asText)
                .toList();
    }

    private JsonNode json(String path) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(page.resolve(path)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try {
            return JSON.readTree(answer.body());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
