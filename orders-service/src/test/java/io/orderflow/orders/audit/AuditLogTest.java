/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.audit;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.orderflow.orders.access.AccessFilter;
import io.orderflow.orders.access.Issuer;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.limits.LimitsConfig;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    private static final String BOTH = "orders:read orders:write";

    @TempDir
    private static Path folder;

    private final List<Rest> opened = new ArrayList<>();
    private final Issuer issuer = new Issuer(folder);
    private final Rest rest = open(new Rest(issuer::filter));

    @AfterEach
    void close() {
        opened.forEach(Rest::close);
    }

    private Rest open(Rest one) {
        opened.add(one);
        one.log.shows(order("A").customer(7).line("kettle", 1).created());
        return one;
    }

    private static String[] with(String token, String... more) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + token, "X-Request-Id", "r-1"), Stream.of(more))
                .toArray(String[]::new);
    }

    private static Rest.Answer cancel(Rest rest, String id, String... headers) {
        return rest.send("POST", "/v1/orders/" + id + "/cancel", BodyPublishers.noBody(), headers);
    }

    /** The only line, as it is written. */
    private static String line(Rest rest) {
        await().until(() -> !rest.audited.isEmpty());
        assertThat(rest.audited).hasSize(1);
        String line = rest.audited.get(0);
        rest.audited.clear();
        return line;
    }

    @Test
    void whoPlacesAnOrderIsToldWithItsIdAndCustomer() {
        String id = rest.post(Rest.ORDER, with(issuer.token(7, BOTH))).text("/id");

        assertThat(line(rest)).isEqualTo("""
                        {"at":"2026-11-24T12:00:00Z","event":"placed","status":201,"subject":"customer-7","customer":7,"order":"%s","request":"r-1"}""".formatted(id));
    }

    @Test
    void ofAnAdministratorTheCustomerIsThatOfTheOrder() {
        rest.post(
                Rest.ORDER,
                with(issuer.token(claims ->
                        claims.subject("the shop").claim("customer_id", null).claim("scope", "orders:admin"))));

        assertThat(line(rest)).contains("\"subject\":\"the shop\",\"customer\":7,");
    }

    @Test
    void whoCancelsIsTold() {
        cancel(rest, "A", with(issuer.token(7, BOTH)));

        assertThat(line(rest))
                .contains(
                        "\"event\":\"cancelled\",\"status\":202,\"subject\":\"customer-7\",\"customer\":7,\"order\":\"A\"");
    }

    @Test
    void whatWasAskedInVainIsToldWithWhatItWas() {
        cancel(rest, "A", with("x.y.z"));
        assertThat(line(rest))
                .contains("\"event\":\"unauthorized\",\"status\":401,\"address\":\"127.0.0.1\",\"method\":\"POST\"")
                .contains("\"path\":\"/v1/orders/A/cancel\",\"reason\":\"the token is no JWT\"");
        rest.get("/v1/orders/A?access_token=secret");
        assertThat(line(rest))
                .contains("\"status\":401", "\"path\":\"/v1/orders/A\"")
                .doesNotContain("secret");
        rest.get("/v1/orders/A", with(issuer.token(7, "orders:write")));
        assertThat(line(rest))
                .contains("\"event\":\"forbidden\",\"status\":403,\"subject\":\"customer-7\",\"customer\":7")
                .contains("\"reason\":\"without the scope orders:read\"");
        rest.post(Rest.ORDER.replace("\"customerId\": 7", "\"customerId\": 8"), with(issuer.token(7, BOTH)));
        assertThat(line(rest)).contains("\"event\":\"forbidden\"", "\"subject\":\"customer-7\",\"customer\":8");
        rest.post("{}", with(issuer.token(7, BOTH)));
        assertThat(line(rest)).contains("\"event\":\"refused\",\"status\":400,\"subject\":\"customer-7\"");
    }

    @Test
    void whoHasSentTooManyIsTold() {
        Rest busy = open(new Rest(AccessFilter::open, new LimitsConfig(1, 1, 0, 0, 0, List.of(), List.of())));
        busy.get("/openapi.json");
        busy.get("/openapi.json");

        assertThat(line(busy))
                .contains("\"event\":\"refused\",\"status\":429,\"address\":\"127.0.0.1\",\"method\":\"GET\"");
    }

    @Test
    void whatIsOnlyReadIsNot() {
        rest.get("/v1/orders/A", with(issuer.token(7, BOTH)));
        rest.get("/v1/orders/none?timeout=0", with(issuer.token(7, BOTH)));
        rest.get("/openapi.json");
        rest.raw("GET / HTTP/1.1\r\nHost : x\r\n\r\n");
        cancel(rest, "A", with(issuer.token(7, BOTH)));

        assertThat(line(rest)).contains("cancelled");
    }

    @Test
    void aForwardedRequestIsToldWhereItCameIn() {
        Rest owner = open(new Rest(issuer::filter));
        owner.log.shows(order("B").customer(7).line("kettle", 1).created());
        rest.peers.has("B", Instance.at(owner.instancesAddress()));
        rest.log.elsewhere.add("B");

        cancel(rest, "B", with(issuer.token(7, BOTH)));

        assertThat(line(rest)).contains("\"event\":\"cancelled\"", "\"order\":\"B\"");
        assertThat(owner.audited).isEmpty();
        owner.asInstance("GET", "/v1/orders/B", BodyPublishers.noBody(), with("x.y.z"));
        assertThat(line(owner)).contains("\"event\":\"unauthorized\"");
    }

    @Test
    void aMailAddressIsNotKept() {
        rest.post(Rest.ORDER, with(issuer.token(claims -> claims.subject("anna@mail.example"))));

        assertThat(line(rest)).contains("\"subject\":\"sha256:").doesNotContain("anna", "@");
    }

    @Test
    void whateverIsSentALineIsOneOfAsciiAndNotLong() throws JsonProcessingException {
        String hostile = "/v1/orders/%0a\u009b\u202e\u007f\"}\\" + "x".repeat(4_000);
        String answer = rest.raw("GET " + hostile
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nX-Request-Id: \u001b[31m\r\n\r\n");
        AuditLine line = new AuditLine()
                .put("a", "\r\n\t\u0000\u001b[31m\u007f\u0085\u009b\u2028\u202e\"\\ä\ud83d")
                .put("b", "\u202e".repeat(10_000));

        assertThat(answer).startsWith("HTTP/1.1 4");
        assertThat(Stream.concat(rest.audited.stream(), Stream.of(line.text())))
                .allSatisfy(text -> assertThat(text).matches("[\\x20-\\x7e]{1,4000}"));
        JsonNode read = new ObjectMapper().readTree(line.text());
        assertThat(read.path("a").asText()).startsWith("\r\n\t\u0000\u001b[31m\u007f");
        assertThat(read.path("b").asText()).hasSize(259).endsWith("...");
    }

    @Test
    void floodsOfRefusalsAreCountedAndHideNobodyElses() {
        for (int i = 0; i < 100; i++) {
            rest.get("/v1/orders/A");
        }
        await().untilAsserted(() -> assertThat(rest.audited).hasSize(20));
        rest.get("/v1/orders/A", with(issuer.token(7, "openid")));
        await().untilAsserted(() -> assertThat(rest.audited).hasSize(21));

        assertThat(rest.audited.get(20)).contains("customer-7", "\"leftOut\":80");
    }
}
