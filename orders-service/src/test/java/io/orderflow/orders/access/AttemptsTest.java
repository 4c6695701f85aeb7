/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static io.orderflow.common.testing.Sample.order;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.EncryptionMethod;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWEAlgorithm;
import com.nimbusds.jose.JWEHeader;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSAEncrypter;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.EncryptedJWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import io.orderflow.events.Order;
import io.orderflow.orders.ForgedVerdicts;
import io.orderflow.orders.http.Rest;
import io.orderflow.orders.http.Rest.Answer;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.limits.LimitsConfig;
import io.orderflow.orders.list.ListPosition;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * What somebody may try who should not, and what it got: customer 7 at the orders of customer 8, and whoever has no token at all. The
 * table in docs/security.md is written from it.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AttemptsTest {

    private static final Path FILE = Path.of("../docs/security.md");
    private static final String BEGIN = "<!-- attempts, written by AttemptsTest with -Dpin=true -->\n";
    private static final String END = "<!-- end of attempts -->\n";

    /** What customer 8 has ordered: if an answer says it, it has told too much. */
    private static final String SECRET = "heirloom";

    private static final String GIFT = Rest.ORDER.replace("\"customerId\": 7", "\"customerId\": 8");
    private static final String CHECKED = AccessFilter.CHECKED;
    private static final String BOTH = "orders:read orders:write";

    private final List<String> rows = new ArrayList<>();
    private String area = "";
    private Path folder;
    private Issuer issuer;
    private Rest rest;
    private String own;
    private String theirs;

    @BeforeAll
    void open(@TempDir Path anywhere) {
        folder = anywhere;
        issuer = new Issuer(folder);
        rest = new Rest(issuer::filter);
        own = issuer.token(7, BOTH);
        theirs = issuer.token(8, BOTH);
        rest.log.shows(mine());
        rest.log.shows(theirOrder("T"));
        rest.shelf.has(mine());
        rest.shelf.has(theirOrder("T"));
    }

    @AfterAll
    void close() {
        rest.close();
    }

    private static Order mine() {
        return order("M").customer(7).line("kettle", 1).created();
    }

    private static Order theirOrder(String id) {
        return order(id).customer(8).line(SECRET, 1).created();
    }

    @Test
    void theTableInTheDocsTellsWhatEachAttemptGot() throws Exception {
        soundTokensAreTaken();
        wrongTokens();
        missingScopes();
        othersOrders();
        betweenInstances();
        forgedHeaders();
        smuggling();
        sizesAndForms();
        slowAndTooMany();
        encryption();
        verdicts();

        assertThat(rows).hasSizeGreaterThanOrEqualTo(60);
        assertThat(rest.log.commands).isEmpty();
        whatIsDoneIsDoneInTheTokensName();
        String page = Files.readString(FILE);
        String table = "| | attempt | answer |\n|---|---|---|\n" + String.join("", rows);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        String now = page.substring(0, begin) + table + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("pin")) {
            Files.writeString(FILE, now);
        }
        assertThat(Files.readString(FILE))
                .as("docs/security.md; mvn test -Dpin=true writes it anew")
                .isEqualTo(now);
    }

    private void whatIsDoneIsDoneInTheTokensName() {
        area = "forged headers";
        Answer placed = rest.post(Rest.ORDER, with(own, "Orderflow-Subject", "somebody-else"));
        assertThat(placed.status()).isEqualTo(201);
        got("place in somebody else's name (`Orderflow-Subject`)", "201: in the token's");
        assertThat(cancel("M", own).status()).isEqualTo(202);
        assertThat(rest.log.subjects).containsExactly("customer-7", "customer-7");
    }

    /** Notes what {@code attempt} got, which must be {@code status} and tell nothing of the other customer's. */
    private void got(int status, String attempt, Answer answer) {
        assertThat(answer.status()).as(attempt + ": " + answer.body()).isEqualTo(status);
        if (status == 401) {
            assertThat(answer.header("WWW-Authenticate")).as(attempt).startsWith("Bearer realm=\"orderflow\"");
        }
        boolean problem = answer.header("Content-Type").startsWith("application/problem+json")
                && !answer.body().isEmpty();
        assertThat(problem || status < 400 || answer.body().isEmpty())
                .as(attempt)
                .isTrue();
        row(attempt, status + (problem ? ": " + answer.text("/detail") : ""), answer.body());
    }

    private void got(String attempt, String outcome) {
        row(attempt, outcome, "");
    }

    private void row(String attempt, String outcome, String body) {
        assertThat(body).as(attempt).doesNotContain(SECRET);
        rows.add("| %s | %s | %s |\n"
                .formatted(
                        area,
                        attempt,
                        outcome.replaceAll("after \\d+ ms", "in time").replace("|", "\\|")));
    }

    private void raw(int status, String attempt, String request) {
        String answer = rest.raw(request);
        assertThat(answer).as(attempt).startsWith("HTTP/1.1 " + status + " ");
        row(attempt, Integer.toString(status), answer);
    }

    private Answer get(String path, String token, String... headers) {
        return rest.get(path, with(token, headers));
    }

    private static String[] with(String token, String... headers) {
        return Stream.concat(Stream.of("Authorization", "Bearer " + token), Stream.of(headers))
                .toArray(String[]::new);
    }

    private void soundTokensAreTaken() {
        assertThat(get("/v1/orders/M", own).status()).isEqualTo(200);
        assertThat(get("/v1/orders/M", Issuer.sign(issuer.rsa, Issuer.claims().build()))
                        .status())
                .isEqualTo(200);
        assertThat(get("/v1/orders/T", theirs).body()).contains(SECRET);
        assertThat(get("/v1/orders/T", issuer.token(0, "orders:admin")).body()).contains(SECRET);
    }

    private void wrong(String attempt, String token) {
        got(401, attempt, get("/v1/orders/M", token));
    }

    private String claiming(UnaryOperator<JWTClaimsSet.Builder> otherwise) {
        return issuer.token(otherwise);
    }

    private void wrongTokens() throws JOSEException {
        area = "token";
        got(401, "none", rest.get("/v1/orders/M"));
        got(401, "a password instead (Basic)", rest.get("/v1/orders/M", "Authorization", "Basic YWRtaW46YWRtaW4="));
        got(401, "a sound one in the URL", rest.get("/v1/orders/M?access_token=" + own));
        got(401, "a sound one in a cookie", rest.get("/v1/orders/M", "Cookie", "access_token=" + own));
        got(401, "an empty one", rest.get("/v1/orders/M", "Authorization", "Bearer "));
        got(
                401,
                "two, one of them sound",
                rest.get("/v1/orders/M", "Authorization", "Bearer " + own, "Authorization", "Bearer x"));
        got(401, "a sound one with words behind it", get("/v1/orders/M", own + " x"));
        wrong("not a JWT", "abc");
        wrong("three parts of rubbish", "a.b.c");
        unsigned();
        otherKeys();
        claims();
    }

    private void unsigned() throws JOSEException {
        JWTClaimsSet claims = Issuer.claims().build();
        String[] parts = own.split("\\.", -1);
        wrong("`alg: none`", new PlainJWT(claims).serialize());
        wrong(
                "`alg: none`, with the signature left in place",
                header("{\"alg\":\"none\"}") + "." + parts[1] + "." + parts[2]);
        wrong("`alg: nOnE`", header("{\"alg\":\"nOnE\"}") + "." + parts[1] + ".");
        wrong("no `alg`", header("{\"typ\":\"JWT\"}") + "." + parts[1] + "." + parts[2]);
        wrong("the signature cut off", parts[0] + "." + parts[1] + ".");
        wrong("half of the signature", parts[0] + "." + parts[1] + "." + parts[2].substring(0, 43));
        wrong("a signature of zeros (r = s = 0)", parts[0] + "." + parts[1] + "." + Base64URL.encode(new byte[64]));
        wrong(
                "another customer in it, the signature as it was",
                parts[0] + "."
                        + Base64URL.encode(
                                Issuer.claims().claim("customer_id", 8).build().toString()) + "." + parts[2]);
        EncryptedJWT encrypted =
                new EncryptedJWT(new JWEHeader(JWEAlgorithm.RSA_OAEP_256, EncryptionMethod.A128GCM), claims);
        encrypted.encrypt(new RSAEncrypter(issuer.rsa));
        wrong("encrypted with the issuer's public key", encrypted.serialize());
    }

    private static String header(String json) {
        return Base64URL.encode(json).toString();
    }

    private void otherKeys() throws JOSEException {
        JWTClaimsSet claims = Issuer.claims().build();
        RSAKey rsa = new RSAKeyGenerator(2_048).keyID("mine").generate();
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec-1").generate();
        wrong("signed with a key of one's own", Issuer.sign(rsa, claims));
        wrong("signed with a key of one's own, under the issuer's key id", Issuer.sign(ec, claims));
        wrong(
                "signed with a key of one's own, no key id",
                Issuer.sign(ec, Issuer.header(ec).keyID(null), claims));
        wrong(
                "signed with a key of one's own that the token brings along (`jwk`)",
                Issuer.sign(ec, Issuer.header(ec).jwk(ec.toPublicJWK()), claims));
        wrong(
                "signed with a key of one's own that is to be fetched (`jku`)",
                Issuer.sign(rsa, Issuer.header(rsa).jwkURL(URI.create("http://localhost:1/keys")), claims));
        wrong("a path as key id", Issuer.sign(rsa, Issuer.header(rsa).keyID("../../../etc/passwd"), claims));
        MACSigner hmac = new MACSigner(issuer.rsa.toRSAPublicKey().getEncoded());
        JWSHeader hs256 =
                new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("rsa-1").build();
        wrong("HMAC with the public key (HS256)", Issuer.sign(hmac, hs256, claims));
        MACSigner json = new MACSigner(issuer.rsa.toPublicJWK().toJSONString());
        wrong("HMAC with the public key as it is published (HS256)", Issuer.sign(json, hs256, claims));
        RSASSASigner signer = new RSASSASigner(issuer.rsa);
        wrong(
                "the issuer's key with PS256",
                Issuer.sign(
                        signer,
                        new JWSHeader.Builder(JWSAlgorithm.PS256).keyID("rsa-1").build(),
                        claims));
        wrong(
                "the issuer's key with RS384",
                Issuer.sign(
                        signer,
                        new JWSHeader.Builder(JWSAlgorithm.RS384).keyID("rsa-1").build(),
                        claims));
        wrong(
                "RS256 under the key id of an EC key",
                Issuer.sign(issuer.rsa, Issuer.header(issuer.rsa).keyID("ec-1"), claims));
        wrong(
                "of another type (`logout+jwt`)",
                Issuer.sign(issuer.ec, Issuer.header(issuer.ec).type(new JOSEObjectType("logout+jwt")), claims));
        wrong(
                "with a critical header that nobody knows (`crit`)",
                Issuer.sign(
                        issuer.ec,
                        Issuer.header(issuer.ec).criticalParams(Set.of("x")).customParam("x", 1),
                        claims));
    }

    private void claims() {
        Instant now = Instant.now();
        wrong("from another issuer", claiming(claims -> claims.issuer("https://login.else.example")));
        wrong("from the issuer with a slash behind", claiming(claims -> claims.issuer(Issuer.NAME + "/")));
        wrong("from nobody", claiming(claims -> claims.issuer(null)));
        wrong("for another audience", claiming(claims -> claims.audience("billing")));
        wrong("for several others", claiming(claims -> claims.audience(List.of("billing", "orderflow-test"))));
        wrong("for nobody", claiming(claims -> claims.audience((String) null)));
        wrong("expired an hour ago", claiming(claims -> claims.expirationTime(Date.from(now.minusSeconds(3_600)))));
        wrong(
                "expired just beyond the skew",
                claiming(claims -> claims.expirationTime(Date.from(now.minusSeconds(31)))));
        wrong("without expiry", claiming(claims -> claims.expirationTime(null)));
        wrong("an expiry that is no time", claiming(claims -> claims.claim("exp", "tomorrow")));
        wrong(
                "not valid before in an hour",
                claiming(claims -> claims.notBeforeTime(Date.from(now.plusSeconds(3_600)))));
        wrong("issued in an hour", claiming(claims -> claims.issueTime(Date.from(now.plusSeconds(3_600)))));
        wrong("without subject", claiming(claims -> claims.subject(null)));
        wrong("a line break in the subject, for the log", claiming(claims -> claims.subject("eve\nINFO all is well")));
        wrong("a subject of 300 characters", claiming(claims -> claims.subject("e".repeat(300))));
        wrong("a customer that is no number", claiming(claims -> claims.claim("customer_id", "7 or 8")));
        wrong("several customers", claiming(claims -> claims.claim("customer_id", List.of(7, 8))));
        got(
                431,
                "of 20,000 characters",
                get("/v1/orders/M", claiming(claims -> claims.claim("x", "x".repeat(15_000)))));
    }

    private void missingScopes() {
        area = "scope";
        String reads = issuer.token(7, "orders:read");
        String writes = issuer.token(7, "orders:write");
        got(403, "read with `orders:write` alone", get("/v1/orders/M", writes));
        got(403, "history with `orders:write` alone", get("/v1/orders/M/history", writes));
        got(403, "list with `orders:write` alone", get("/v1/orders", writes));
        got(403, "follow with `orders:write` alone", get("/v1/orders/events", writes));
        got(403, "place with `orders:read` alone", rest.post(Rest.ORDER, with(reads)));
        got(403, "cancel with `orders:read` alone", cancel("M", reads));
        got(
                403,
                "place with `orders:read` alone, called a GET (`X-HTTP-Method-Override`)",
                rest.post(Rest.ORDER, with(reads, "X-HTTP-Method-Override", "GET")));
        got(403, "`ORDERS:ADMIN`", get("/v1/orders/T", issuer.token(7, "ORDERS:ADMIN")));
        got(403, "`orders:administrator`", get("/v1/orders/T", issuer.token(7, "orders:administrator")));
        got(403, "no scope at all", get("/v1/orders/M", issuer.token(7, "")));
        got(403, "no customer", get("/v1/orders/M", claiming(claims -> claims.claim("customer_id", null))));
        got(403, "who the customers are, without `orders:admin`", get("/v1/customers", own));
        got(403, "the figures of all orders, without it", get("/v1/figures", own));
        got(403, "which services run where, without it", get("/v1/services", own));
        got(403, "have the desk do something, without it", get("/desk/letters", own));
    }

    private Answer cancel(String id, String token) {
        return rest.send("POST", "/v1/orders/" + id + "/cancel?timeout=20", BodyPublishers.noBody(), with(token));
    }

    private void othersOrders() throws Exception {
        area = "another's order";
        hidden("read", "/v1/orders/%s?timeout=20");
        hidden("read without a wait", "/v1/orders/%s?timeout=0");
        hidden("wait for its decision", "/v1/orders/%s/validated?timeout=20");
        hidden("history", "/v1/orders/%s/history?timeout=20");
        hidden("read if it has changed (`If-None-Match: *`)", "/v1/orders/%s?timeout=20", "If-None-Match", "*");
        hidden("read after a write (`Consistency-Token`)", "/v1/orders/%s?timeout=20", "Consistency-Token", "MDo0NQ");
        got(404, "its head", rest.send("HEAD", "/v1/orders/T?timeout=20", BodyPublishers.noBody(), with(own)));
        got(404, "cancel", cancel("T", own));
        assertThat(rest.log.commands).isEmpty();
        waitsAsForNone();
        placing();
        lists();
        feeds();
    }

    /** To the letter as if there were none. */
    private void hidden(String attempt, String path, String... headers) {
        Answer absent = get(path.formatted("U"), own, headers);
        Answer hidden = get(path.formatted("T"), own, headers);
        assertThat(hidden.body().replace("T", "U")).isEqualTo(absent.body().replace("T", "U"));
        assertThat(hidden.response().headers().map().keySet())
                .isEqualTo(absent.response().headers().map().keySet());
        got(404, attempt, hidden);
    }

    private void waitsAsForNone() {
        CompletableFuture<Answer> waiting =
                CompletableFuture.supplyAsync(() -> get("/v1/orders/T/validated?timeout=1000", own));
        await().until(() -> rest.parked.count() == 1);
        rest.log.shows(order("T").customer(8).line(SECRET, 1).validated());
        assertThat(rest.parked.count()).isEqualTo(1);
        got(
                404,
                "learn from the time that it takes: it waits to the end, also when it is decided meanwhile",
                waiting.join());
    }

    private void placing() {
        got(403, "place for another customer", rest.post(GIFT, with(own)));
        got(409, "place under its id", rest.post("{\"id\":\"T\"," + Rest.ORDER.substring(1), with(own)));
    }

    private void lists() {
        got(403, "list", get("/v1/orders?customerId=8", own));
        Answer all = get("/v1/orders", own);
        assertThat(all.json().path("orders").findValuesAsText("id")).containsExactly("M");
        got(200, "list of all: one's own", all);
        got(200, "list by state: one's own", get("/v1/orders?state=CREATED", own));
        got(
                200,
                "list behind another's cursor: one's own",
                get("/v1/orders?cursor=" + ListPosition.of(theirOrder("T")).cursor(), own));
    }

    private void feeds() throws Exception {
        got(403, "feed of a customer", get("/v1/orders/events?customerId=8", own));
        rest.orders.write(0, "8", SECRET);
        rest.orders.write(0, "7", "mine");
        String events = follow("/v1/orders/events", "mine");
        assertThat(events).doesNotContain(SECRET);
        got("feed of all orders, from the beginning", "200: one's own");
        got(403, "feed of all verdicts", get("/v1/order-validations/events", own));
        got(404, "feed of its verdicts", get("/v1/order-validations/events?orderId=T", shortLived()));
        rest.validations.write(0, "T", SECRET);
        rest.validations.write(0, "M", "mine");
        assertThat(follow("/v1/order-validations/events?orderId=M", "mine")).doesNotContain(SECRET);
    }

    private String shortLived() {
        return issuer.tokenFor(Duration.ofMillis(1_500), 7, BOTH);
    }

    /** What comes with a token of a customer, to the end of the stream, which is that of the token. */
    private String follow(String path, String awaited) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(rest.address().resolve(path))
                .headers(with(shortLived(), "Last-Event-ID", "0"))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(awaited);
        return answer.body();
    }

    private void betweenInstances() {
        area = "instances' port";
        got(
                401,
                "read without token",
                rest.asInstance("GET", "/v1/orders/T", BodyPublishers.noBody(), "Orderflow-Wait", "20"));
        hiddenFromInstance("read with one's own", "Orderflow-Wait", "20");
        got(421, "read the standby's copy (`Orderflow-Copy`), as where there is none", copy());
        got(
                409,
                "ask what became of another's command (`Orderflow-Command`)",
                rest.asInstance(
                        "POST",
                        "/v1/orders",
                        BodyPublishers.ofString(Rest.ORDER),
                        with(
                                own,
                                "Content-Type",
                                "application/json",
                                "Orderflow-Order",
                                "T",
                                "Orderflow-Command",
                                theirOrder("T").getRequestId())));
        got(
                403,
                "list another's",
                rest.asInstance("GET", "/v1/orders?customerId=8", BodyPublishers.noBody(), with(own)));
        got(200, "list all: one's own", rest.asInstance("GET", "/v1/orders", BodyPublishers.noBody(), with(own)));
        got(
                404,
                "say so at the clients' port: not heard there",
                get("/v1/orders/T?timeout=20", own, "Orderflow-Wait", "0", "Orderflow-Copy", "1"));
        try (Rest partner = new Rest(issuer::filter)) {
            partner.log.shows(order("N").customer(7).line("kettle", 1).created());
            partner.log.shows(theirOrder("O"));
            for (String id : List.of("N", "O")) {
                rest.peers.has(id, Instance.at(partner.instancesAddress()));
                rest.log.elsewhere.add(id);
            }
            assertThat(get("/v1/orders/N?timeout=1000", own).status()).isEqualTo(200);
            got(404, "through an instance that does not own it", get("/v1/orders/O?timeout=20", own));
        }
        try (Rest credulous = new Rest()) {
            credulous.peers.has("T", Instance.at(rest.instancesAddress()));
            credulous.log.elsewhere.add("T");
            got(401, "through an instance that asks for no token", credulous.get("/v1/orders/T?timeout=20"));
            got(401, "through one, with one's own token", credulous.get("/v1/orders/T?timeout=20", with(own)));
            credulous.log.shows(theirOrder("S"));
            rest.peers.has("S", Instance.at(credulous.instancesAddress()));
            got(503, "of an order that such an instance has", get("/v1/orders/S?timeout=20", own));
        }
    }

    private void hiddenFromInstance(String attempt, String... headers) {
        got(404, attempt, rest.asInstance("GET", "/v1/orders/T", BodyPublishers.noBody(), with(own, headers)));
    }

    private Answer copy() {
        rest.log.copies.put("T", theirOrder("T"));
        Answer theirCopy =
                rest.asInstance("GET", "/v1/orders/T", BodyPublishers.noBody(), with(theirs, "Orderflow-Copy", "1"));
        assertThat(theirCopy.status()).isEqualTo(200);
        return rest.asInstance("GET", "/v1/orders/T", BodyPublishers.noBody(), with(own, "Orderflow-Copy", "1"));
    }

    private void forgedHeaders() {
        area = "forged headers";
        got(
                401,
                "come from this machine (`X-Forwarded-For`)",
                rest.get("/v1/orders/T", "X-Forwarded-For", "127.0.0.1"));
        got(401, "the same, as others write it (`Forwarded`)", rest.get("/v1/orders/T", "Forwarded", "for=127.0.0.1"));
        got(
                401,
                "ask for what is for anybody (`X-Original-URL`)",
                rest.get("/v1/orders/T", "X-Original-URL", "/openapi.json"));
        got(401, "the same (`X-Rewrite-URL`)", rest.get("/v1/orders/T", "X-Rewrite-URL", "/openapi.json"));
        got(401, "say that the token was looked at (`Orderflow-Checked`)", rest.get("/v1/orders/T", CHECKED, "1"));
        got(
                401,
                "the same at the instances' port",
                rest.asInstance("GET", "/v1/orders/T", BodyPublishers.noBody(), CHECKED, "1"));
        got(401, "who one is (`Orderflow-Subject`)", rest.get("/v1/orders/T", "Orderflow-Subject", "customer-8"));
        got(401, "who one is (`X-Forwarded-User`)", rest.get("/v1/orders/T", "X-Forwarded-User", "customer-8"));
        got(
                403,
                "come from the shop's page (`Origin`), where a browser says otherwise (`Sec-Fetch-Site`)",
                rest.post(Rest.ORDER, with(own, "Sec-Fetch-Site", "cross-site", "Origin", "https://else.example")));
    }

    private void smuggling() {
        area = "smuggling";
        String host = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n";
        String admitted = host + "Authorization: Bearer " + own + "\r\n";
        String chunked = "0\r\n\r\nGET /v1/orders/T" + host + "\r\n";
        raw(
                400,
                "`Content-Length` and `Transfer-Encoding`",
                "POST /v1/orders" + admitted + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked);
        raw(
                400,
                "two lengths",
                "POST /v1/orders" + admitted + "Content-Length: 4\r\nContent-Length: 60\r\n\r\n" + chunked);
        raw(
                400,
                "a coding that ends in none (`chunked, identity`)",
                "POST /v1/orders" + admitted + "Transfer-Encoding: chunked, identity\r\n\r\n" + chunked);
        raw(400, "a space before the colon", "POST /v1/orders" + admitted + "Content-Length : 4\r\n\r\n" + chunked);
        raw(400, "a header on two lines", "GET /v1/orders/M" + host + "Authorization: Bearer\r\n " + own + "\r\n\r\n");
        raw(400, "no host", "GET /v1/orders/M HTTP/1.1\r\nAuthorization: Bearer " + own + "\r\n\r\n");
        raw(
                400,
                "a path that goes up (`/openapi.json/..%2fv1/orders/T`)",
                "GET /openapi.json/..%2fv1/orders/T" + host + "\r\n");
        raw(
                401,
                "a path that goes up (`/openapi.json/../v1/orders/T`)",
                "GET /openapi.json/../v1/orders/T" + host + "\r\n");
        raw(400, "two slashes (`//v1/orders/T`)", "GET //v1/orders/T" + host + "\r\n");
        raw(
                401,
                "a parameter of the path (`/v1/orders/T;/openapi.json`)",
                "GET /v1/orders/T;/openapi.json" + host + "\r\n");
        raw(
                401,
                "the whole URL of somebody else",
                "GET http://else.example/v1/orders/T" + "" + host.replace("localhost", "else.example") + "\r\n");
        raw(401, "POST where reading is for all (`/openapi.json`)", "POST /openapi.json" + host + "\r\n");
        raw(401, "TRACE", "TRACE /v1/orders/T" + host + "\r\n");
        raw(
                403,
                "`get` for GET, with `orders:read`",
                "get /v1/orders/M" + host + "Authorization: Bearer " + issuer.token(7, "orders:read") + "\r\n\r\n");
        raw(401, "a path that nobody serves", "GET /admin" + host + "\r\n");
        raw(
                401,
                "another protocol on the same connection (`Upgrade: h2c`)",
                "GET /v1/orders/T HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n\r\n");
        raw(426, "HTTP/2 without a word before (`PRI * HTTP/2.0`)", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
        raw(505, "HTTP/0.9", "GET /v1/orders/T\r\n\r\n");
        raw(400, "a length below nothing", "POST /v1/orders" + admitted + "Content-Length: -1\r\n\r\n" + chunked);
        raw(
                400,
                "a chunk of a size that is no number",
                "POST /v1/orders" + admitted
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\n{\"id\r\n0\r\n\r\n");
    }

    private void sizesAndForms() throws IOException {
        area = "sizes and forms";
        got(414, "a path of 20,000 characters", get("/v1/orders/" + "x".repeat(20_000), own));
        got(400, "an id of 5,000 characters", get("/v1/orders/" + "x".repeat(5_000), own));
        got(400, "a JSON of 50,000 brackets", place("[".repeat(50_000)));
        got(400, "a price of 100,000 digits", place(Rest.ORDER.replace("24.9", "9".repeat(100_000))));
        got(400, "a price of 1e999999999", place(Rest.ORDER.replace("24.9", "1e999999999")));
        got(400, "a customer twice, 8 and then 7", place(Rest.ORDER.replace("{", "{\"customerId\": 8, ")));
        got(400, "20,000 lines", place(Rest.ORDER.replace("[{", "[" + "{},".repeat(20_000) + "{")));
        got(413, "10 MB in 10 kB (gzip)", gzipped("x".repeat(10_000_000)));
        got(
                400,
                "in UTF-16",
                rest.send(
                        "POST",
                        "/v1/orders",
                        BodyPublishers.ofByteArray(Rest.ORDER.getBytes(UTF_16)),
                        with(own, "Content-Type", "application/json")));
    }

    private Answer place(String body) {
        return rest.post(body, with(own));
    }

    private Answer gzipped(String body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(packed)) {
            zip.write(body.getBytes(UTF_8));
        }
        return rest.send(
                "POST",
                "/v1/orders",
                BodyPublishers.ofByteArray(packed.toByteArray()),
                with(own, "Content-Type", "application/json", "Content-Encoding", "gzip"));
    }

    private void encryption() throws Exception {
        area = "TLS";
        try (TlsAttempts attempts = new TlsAttempts(folder, issuer)) {
            attempts.make().forEach(this::got);
            area = "HTTP/2";
            attempts.makeOverHttp2().forEach(this::got);
        }
    }

    private void verdicts() throws IOException {
        area = "verdicts";
        try (ForgedVerdicts attempts = new ForgedVerdicts(Files.createDirectory(folder.resolve("checks")))) {
            attempts.make().forEach(this::got);
        }
    }

    private void slowAndTooMany() throws Exception {
        area = "slow and too many";
        halfRequests();
        got(413, "a body of 300 kB without token", rest.post("x".repeat(300_000)));
        got(401, "a body of 200 kB without token", rest.post("x".repeat(200_000)));
        bodiesThatDoNotEnd();
        CompletableFuture<Answer> poll =
                CompletableFuture.supplyAsync(() -> get("/v1/orders/M/validated?timeout=60000", shortLived()));
        got(504, "wait for a minute with a token that ends before: until then", poll.join());
        CompletableFuture<Answer> absent =
                CompletableFuture.supplyAsync(() -> get("/v1/orders/U?timeout=60000", shortLived()));
        got(404, "wait for an order that is none, so", absent.join());
        assertThat(rest.parked.count()).isZero();
        follow("/v1/orders/events", "mine");
        got("follow with a token that ends: until then", "200, and the stream ends");
        tooManyStreams();
        tooManyRequests();
        tooManyWaits();
        tooManyConnections();
    }

    private void tooManyRequests() {
        try (Rest busy = new Rest(issuer::filter, new LimitsConfig(1, 2, 0, 0, 0, List.of(), List.of()))) {
            busy.log.shows(mine());
            assertThat(busy.get("/v1/orders/M", with(own)).status()).isEqualTo(200);
            assertThat(busy.get("/v1/orders/M", with(own)).status()).isEqualTo(200);
            got(429, "more requests than one subject may send", busy.get("/v1/orders/M", with(own)));
            got(
                    429,
                    "with another token of the same subject",
                    busy.get("/v1/orders/M", with(issuer.token(7, "orders:read"))));
            assertThat(busy.get("/v1/orders/U?timeout=0", with(theirs)).status())
                    .isEqualTo(404);
            for (int i = 0; i < 2; i++) {
                assertThat(busy.get("/v1/orders/M", with("x")).status()).isEqualTo(401);
            }
            got(429, "guess tokens", busy.get("/v1/orders/M", with("y")));
            got(
                    429,
                    "under another address (`X-Forwarded-For`)",
                    busy.get("/v1/orders/M", with("z", "X-Forwarded-For", "203.0.113.9")));
            assertThat(busy.get("/v1/orders/U?timeout=0", with(theirs)).status())
                    .isEqualTo(404);
        }
    }

    private void tooManyWaits() {
        try (Rest busy = new Rest(issuer::filter, new LimitsConfig(0, 1, 2, 0, 0, List.of(), List.of()))) {
            List<CompletableFuture<Answer>> waiting = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                waiting.add(CompletableFuture.supplyAsync(
                        () -> busy.get("/v1/orders/M/validated?timeout=60000", with(own))));
            }
            await().until(() -> busy.parked.count() == 2);
            got(429, "more unanswered requests than one subject may have", busy.get("/v1/orders/M", with(own)));
            assertThat(busy.get("/v1/orders/U?timeout=0", with(theirs)).status())
                    .isEqualTo(404);
            busy.log.shows(order("M").customer(7).line("kettle", 1).validated());
            waiting.forEach(one -> assertThat(one.join().status()).isEqualTo(200));
        }
    }

    private void tooManyConnections() throws IOException {
        List<Socket> idle = new ArrayList<>();
        try (Rest busy = new Rest(issuer::filter, new LimitsConfig(0, 1, 0, 0, 20, List.of(), List.of()))) {
            busy.log.shows(mine());
            for (int i = 0; i < 60; i++) {
                idle.add(busy.connect());
            }
            assertThat(busy.get("/v1/orders/M", with(own)).status()).isEqualTo(200);
            assertThat(idle.get(0).getInputStream().read()).isEqualTo(-1);
            got("60 connections that send nothing, of 20", "those of before are closed, and others are served");
        } finally {
            for (Socket one : idle) {
                one.close();
            }
        }
    }

    private void bodiesThatDoNotEnd() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 200; i++) {
                Socket client = rest.connect();
                slow.add(client);
                sendUnlessRefused(
                        client,
                        "POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 262144\r\n\r\n"
                                + "x".repeat(262_143));
            }
            assertThat(rest.post(Rest.ORDER, with(issuer.token(8, BOTH))).status())
                    .isEqualTo(403);
            assertThat(get("/v1/orders/M", own).status()).isEqualTo(200);
            got(
                    "200 clients whose bodies of 256 kB lack the last byte",
                    "503 for what is beyond 32 MB, and others are served");
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
    }

    private static void sendUnlessRefused(Socket client, String request) {
        try {
            client.getOutputStream().write(request.getBytes(UTF_8));
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(broken pipe|reset|abort).*"); // in the middle of it
        }
    }

    private void halfRequests() throws IOException {
        List<Socket> slow = new ArrayList<>();
        try {
            for (int i = 0; i < 100; i++) {
                Socket client = rest.connect();
                slow.add(client);
                client.getOutputStream()
                        .write("POST /v1/orders HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bea".getBytes(UTF_8));
                client.getOutputStream().flush();
            }
            assertThat(get("/v1/orders/M", own).status()).isEqualTo(200);
            got("100 clients that stop in the middle of their token", "no answer, and others are served");
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
    }

    private void tooManyStreams() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest request = HttpRequest.newBuilder(rest.address().resolve("/v1/orders/events"))
                .headers(with(own))
                .build();
        List<InputStream> open = new ArrayList<>();
        try {
            for (int i = 0; i < 50; i++) {
                open.add(client.send(request, BodyHandlers.ofInputStream()).body());
            }
            Answer more = get("/v1/orders/events", own);
            assertThat(more.status()).isEqualTo(429);
            got("more feeds than one client may have", "429");
        } finally {
            for (InputStream stream : open) {
                stream.close();
            }
        }
    }
}
