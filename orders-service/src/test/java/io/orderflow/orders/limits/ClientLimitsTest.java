/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.access.Issuer;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import io.orderflow.orders.instances.Instance;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientLimitsTest {

    private static final List<String> THIS_MACHINE = List.of("127.0.0.1", "::1");
    private static final String BOTH = "orders:read orders:write";

    /** A request that is answered at once. */
    private static final String QUICK = "/v1/orders/A?timeout=0";

    /** Requests that wait for what does not come. */
    private static final String DECISION = "/v1/orders/A/validated?timeout=60000";

    private static final String NONE = "/v1/orders/none?timeout=60000";

    @TempDir
    private static Path folder;

    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    private Rest open(LimitsConfig limits) {
        return started(new Rest(AccessFilter::open, limits));
    }

    private Rest asking(Issuer issuer, LimitsConfig limits) {
        return started(new Rest(issuer::filter, limits));
    }

    private Rest started(Rest rest) {
        opened.add(rest);
        rest.log.shows(order("A").customer(7).line("kettle", 1).created());
        return rest;
    }

    private static LimitsConfig requests(int perSecond, int burst) {
        return new LimitsConfig(perSecond, burst, 0, 0, 0, List.of(), List.of());
    }

    private static LimitsConfig places(int open, int feeds) {
        return new LimitsConfig(0, 1, open, feeds, 0, List.of(), List.of());
    }

    private static Answer as(String token, Rest rest) {
        return rest.get(QUICK, "Authorization", "Bearer " + token);
    }

    private Socket connect(Rest rest) throws IOException {
        Socket client = rest.connect();
        opened.add(client);
        return client;
    }

    @Test
    void whoSendsTooManyIsToldSoAndWhenToComeAgain() {
        Rest rest = open(requests(2, 3));
        Answer first = rest.get(QUICK);
        rest.get(QUICK);
        rest.post(Rest.ORDER);

        Answer refused = rest.post(Rest.ORDER);

        assertThat(first.status()).isEqualTo(200);
        assertThat(first.header("RateLimit-Policy")).isEqualTo("\"requests\";q=3;w=2");
        assertThat(first.header("RateLimit")).isEqualTo("\"requests\";r=2");
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"requests\";q=3;w=2");
        assertThat(refused.header("RateLimit")).isEqualTo("\"requests\";r=0;t=1");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.header("Cache-Control")).isEqualTo("no-store");
        assertThat(refused.text("/type")).isEqualTo("urn:orderflow:problem:too-many-requests");
        assertThat(refused.text("/detail"))
                .startsWith("more than 2 requests a second come from address ")
                .endsWith(": try again after 1 s");
        assertThat(rest.log.commands).hasSize(1);
    }

    @Test
    void whoCameAgainLaterIsServed() {
        Rest rest = open(requests(2, 1));
        rest.get(QUICK);
        assertThat(rest.get(QUICK).status()).isEqualTo(429);

        rest.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));

        assertThat(rest.get(QUICK).status()).isEqualTo(200);
    }

    @Test
    void eachSubjectHasItsOwnAtOneAddressToo() {
        Issuer issuer = new Issuer(folder);
        Rest rest = asking(issuer, requests(1, 2));
        String anna = issuer.token(7, BOTH);
        String bert = issuer.token(claims -> claims.subject("bert"));
        as(anna, rest);
        as(anna, rest);

        Answer refused = as(anna, rest);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/detail")).contains("come from subject customer-7");
        assertThat(as(issuer.token(7, "orders:read"), rest).status()).isEqualTo(429); // another token of the same
        assertThat(as(bert, rest).status()).isEqualTo(200);
    }

    @Test
    void whoeverGuessesTokensIsNotAskedWhatTheyAreForEver() {
        Issuer issuer = new Issuer(folder);
        Rest rest = asking(issuer, requests(1, 2));
        assertThat(as("x.y.z", rest).status()).isEqualTo(401);
        assertThat(rest.get(QUICK).status()).isEqualTo(401);

        assertThat(as("x.y.z", rest).status()).isEqualTo(429);
        assertThat(rest.get(QUICK).status()).isEqualTo(429);
        assertThat(rest.get("/openapi.json").status()).isEqualTo(429);
    }

    @Test
    void nobodyAtTheSameAddressShutsOutWhoWasThereBefore() {
        Issuer issuer = new Issuer(folder);
        Rest rest = asking(issuer, requests(1, 3));
        String anna = issuer.token(7, BOTH);
        assertThat(as(anna, rest).status()).isEqualTo(200);
        while (as("x.y.z", rest).status() == 401) {
            // until the address may no more
        }

        assertThat(as(anna, rest).status()).isEqualTo(200);
        assertThat(as(issuer.token(claims -> claims.subject("new here")), rest).status())
                .isEqualTo(429);
        rest.nanoTime.addAndGet(TimeUnit.SECONDS.toNanos(1));
        assertThat(as(issuer.token(claims -> claims.subject("new here")), rest).status())
                .isEqualTo(200);
    }

    @Test
    void whatATokenDoesNotAllowCountsToo() {
        Issuer issuer = new Issuer(folder);
        Rest rest = asking(issuer, requests(1, 2));
        String useless = issuer.token(7, "openid");

        assertThat(as(useless, rest).status()).isEqualTo(403);
        assertThat(as(useless, rest).status()).isEqualTo(403);
        assertThat(as(useless, rest).status()).isEqualTo(429);
    }

    @Test
    void aProxyThatIsNamedIsBelievedWhoAsks() {
        Rest rest = open(new LimitsConfig(1, 1, 0, 0, 0, List.of(), THIS_MACHINE));
        rest.get(QUICK, "X-Forwarded-For", "198.51.100.1");

        Answer refused = rest.get(QUICK, "X-Forwarded-For", "203.0.113.5, 198.51.100.1");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.text("/detail")).contains("come from address 198.51.100.1");
        assertThat(rest.get(QUICK, "X-Forwarded-For", "198.51.100.2").status()).isEqualTo(200);
    }

    @Test
    void nobodyElseIs() {
        Rest rest = open(requests(1, 1));
        rest.get(QUICK, "X-Forwarded-For", "198.51.100.1");

        assertThat(rest.get(QUICK, "X-Forwarded-For", "198.51.100.2").status()).isEqualTo(429);
        assertThat(rest.get(QUICK, "Forwarded", "for=198.51.100.3", "X-Real-IP", "198.51.100.3")
                        .status())
                .isEqualTo(429);
    }

    @Test
    void whomTheSettingsNameHasNoBounds() {
        Issuer issuer = new Issuer(folder);
        LimitsConfig limits = new LimitsConfig(1, 1, 1, 1, 0, List.of("the shop's own", "192.0.2.0/24"), List.of());
        Rest rest = asking(issuer, limits);
        String own = issuer.token(claims -> claims.subject("the shop's own"));
        String anna = issuer.token(claims -> claims.subject("192.0.2.7"));
        Rest near = open(new LimitsConfig(1, 1, 1, 1, 0, THIS_MACHINE, List.of()));

        for (int i = 0; i < 10; i++) {
            assertThat(as(own, rest).status()).isEqualTo(200);
            assertThat(near.get(QUICK).status()).isEqualTo(200);
        }
        assertThat(near.get(QUICK).header("RateLimit")).isEmpty();
        as(anna, rest);
        assertThat(as(anna, rest).status()).isEqualTo(429);
    }

    @Test
    void whatAnInstanceForwardsIsCountedWhereItCameIn() {
        Rest first = open(requests(1, 5));
        Rest owner = open(requests(1, 1));
        owner.log.shows(order("B").line("kettle", 1).created());
        first.peers.has("B", Instance.at(owner.instancesAddress()));
        first.log.elsewhere.add("B");

        for (int i = 0; i < 5; i++) {
            assertThat(first.get("/v1/orders/B?timeout=1000").status()).isEqualTo(200);
        }

        assertThat(first.get("/v1/orders/B?timeout=1000").status()).isEqualTo(429);
        assertThat(owner.get("/v1/orders/B?timeout=0").header("RateLimit")).isEqualTo("\"requests\";r=0");
    }

    @Test
    void whoHasTooManyRequestsOpenIsToldSo() throws IOException {
        Rest rest = open(places(2, 0));
        CompletableFuture<Answer> decision = rest.getAsync(DECISION);
        Rest.ask(connect(rest), NONE);
        await().until(() -> rest.parked.count() == 2);

        Answer refused = rest.get(QUICK);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("RateLimit-Policy")).isEqualTo("\"open\";q=2;qu=\"concurrent-requests\"");
        assertThat(refused.header("RateLimit")).isEqualTo("\"open\";r=0;t=1");
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        assertThat(refused.text("/detail")).startsWith("2 requests of address ");
        rest.log.shows(order("A").customer(7).line("kettle", 1).validated());
        assertThat(decision.join().status()).isEqualTo(200);
        await().untilAsserted(() -> assertThat(rest.get(QUICK).status()).isEqualTo(200));
    }

    @Test
    void aPlaceIsGivenBackHoweverTheRequestEnds() throws Exception {
        // A place is given back after the answer: of one place alone, the next request could come too early.
        Rest rest = open(places(2, 0));
        for (String way : List.of(
                "closed",
                "closed",
                "reset",
                "reset",
                "timed out",
                "timed out",
                "answered",
                "answered",
                "unreadable",
                "unreadable")) {
            Socket client = connect(rest);
            switch (way) {
                case "timed out" -> Rest.ask(client, "/v1/orders/none?timeout=50");
                case "answered" -> Rest.ask(client, QUICK);
                case "unreadable" -> Rest.ask(client, "/v1/orders/A?timeout=x");
                default -> {
                    Rest.ask(client, NONE);
                    await().until(() -> rest.parked.count() == 1);
                }
            }
            if (way.equals("reset")) {
                client.setSoLinger(true, 0);
            }
            if (way.equals("closed") || way.equals("reset")) {
                client.close();
            }
            await().alias(way)
                    .untilAsserted(() -> assertThat(rest.get(QUICK).status()).isEqualTo(200));
        }
    }

    @Test
    void aFeedsPlaceIsGivenBackWhenItsClientHasLeft() throws Exception {
        Rest rest = open(places(0, 1));
        Socket follower = connect(rest);
        Rest.ask(follower, "/v1/orders/events");
        assertThat(follower.getInputStream().read()).isPositive();

        Answer refused = rest.get("/v1/order-validations/events");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.header("Retry-After")).isEqualTo("10");
        follower.close();
        await().untilAsserted(() -> assertThat(firstLine(rest)).endsWith(" 200 OK"));
    }

    /** Of a feed that is left at once. */
    private static String firstLine(Rest rest) throws IOException {
        try (Socket follower = rest.connect()) {
            Rest.ask(follower, "/v1/orders/events");
            StringBuilder line = new StringBuilder();
            for (int read = follower.getInputStream().read();
                    read != '\r';
                    read = follower.getInputStream().read()) {
                line.append((char) read);
            }
            return line.toString();
        }
    }

    @Test
    void aFeedsPlaceIsGivenBackWhenItsTokenEnds() throws Exception {
        Issuer issuer = new Issuer(folder);
        Rest rest = asking(issuer, places(0, 1));
        for (int i = 0; i < 3; i++) {
            await().untilAsserted(() ->
                    assertThat(followToTheEnd(rest, issuer).status()).isEqualTo(200));
        }
    }

    private static Answer followToTheEnd(Rest rest, Issuer issuer) {
        String token = issuer.tokenFor(Duration.ofMillis(500), 7, BOTH);
        return rest.get("/v1/orders/events", "Authorization", "Bearer " + token);
    }

    @Test
    void aPlaceForAFeedIsNoOneElses() {
        Rest rest = open(places(0, 1));

        assertThat(rest.send("POST", "/v1/orders/events", BodyPublishers.noBody())
                        .status())
                .isEqualTo(405);
        assertThat(rest.get("/v1/orders/events", "Accept", "text/html").status())
                .isEqualTo(406);
        assertThat(rest.get("/v1/orders/events?customerId=x").status()).isEqualTo(400);
    }
}
