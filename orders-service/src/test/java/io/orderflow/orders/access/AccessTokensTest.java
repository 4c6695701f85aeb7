/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.OctetSequenceKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpServer;
import io.orderflow.common.config.ConfigProblems;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the keys come from, and what a sound token says. Which tokens are none, {@link AttemptsTest} tries. */
class AccessTokensTest {

    @TempDir
    private static Path folder;

    private static Issuer issuer;

    private final AtomicInteger fetches = new AtomicInteger();
    private HttpServer web;
    private volatile String published = "";
    private volatile int status = 200;

    @BeforeAll
    static void makeKeys() {
        issuer = new Issuer(folder);
    }

    @BeforeEach
    void publish() throws IOException {
        published = issuer.published();
        web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.createContext("/", exchange -> {
            fetches.incrementAndGet();
            byte[] body = published.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        web.start();
    }

    @AfterEach
    void end() {
        web.stop(0);
    }

    private String url() {
        return "http://localhost:" + web.getAddress().getPort() + "/jwks";
    }

    private AccessTokens tokens() {
        return new AccessTokens(Issuer.config(url()), Clock.systemUTC());
    }

    private static Identity taken(TokenCheck check) {
        assertThat(check).isInstanceOf(TokenCheck.Taken.class);
        return ((TokenCheck.Taken) check).identity();
    }

    @Test
    void aTokenSaysWhoItIsWhoseOrdersAreMeantAndWhatForAndUntilWhen() {
        try (AccessTokens tokens = tokens()) {
            Identity who = taken(tokens.check(issuer.token(7, "openid orders:read orders:write")));

            assertThat(who.subject()).contains("customer-7");
            assertThat(who.customerId()).contains(7L);
            assertThat(who.scopes()).isEqualTo(Set.of(Scope.READ, Scope.WRITE));
            assertThat(who.until()).isAfter(Instant.now().plusSeconds(600));
            assertThat(who.onlyCustomer()).contains(7L);
        }
    }

    @Test
    void keysOfBothKindsAreTaken() {
        try (AccessTokens tokens = tokens()) {
            taken(tokens.check(Issuer.sign(issuer.ec, Issuer.claims().build())));
            taken(tokens.check(Issuer.sign(issuer.rsa, Issuer.claims().build())));
        }
    }

    @Test
    void scopesMayBeAListAndTheCustomerMayBeText() {
        try (AccessTokens tokens = tokens()) {
            Identity who = taken(tokens.check(issuer.token(claims -> claims.claim("scope", null)
                    .claim("scp", List.of("orders:read", "orders:admin"))
                    .claim("customer_id", "8"))));

            assertThat(who.scopes()).isEqualTo(Set.of(Scope.READ, Scope.ADMIN));
            assertThat(who.customerId()).contains(8L);
            assertThat(who.onlyCustomer()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"-29, true", "-31, false"})
    void aTokenIsGoodForTheClocksDifferenceLonger(long secondsToExpiry, boolean good) {
        Instant now = Instant.now();
        try (AccessTokens tokens = new AccessTokens(Issuer.config(url()), Clock.fixed(now, ZoneOffset.UTC))) {
            TokenCheck check = tokens.check(issuer.token(
                    claims -> claims.expirationTime(java.util.Date.from(now.plusSeconds(secondsToExpiry)))));

            assertThat(check instanceof TokenCheck.Taken).isEqualTo(good);
        }
    }

    @Test
    void aNewKeyIsFetchedWhenItIsFirstUsed() throws JOSEException {
        RSAKey next = new RSAKeyGenerator(2_048).keyID("rsa-2").generate();
        try (AccessTokens tokens = tokens()) {
            tokens.start();
            published = new JWKSet(List.of(issuer.ec.toPublicJWK(), next.toPublicJWK())).toString();

            taken(tokens.check(Issuer.sign(next, Issuer.claims().build())));

            assertThat(fetches).hasValue(2);
        }
    }

    @Test
    void unknownKeysFetchNoMoreThanTwiceHoweverManyComeAndTheirTokensAreRefused() throws JOSEException {
        RSAKey unknown = new RSAKeyGenerator(2_048).generate();
        try (AccessTokens tokens = tokens()) {
            for (int i = 0; i < 50; i++) {
                TokenCheck check = tokens.check(Issuer.sign(
                        unknown,
                        Issuer.header(unknown).keyID("unknown-" + i),
                        Issuer.claims().build()));
                assertThat(check).isEqualTo(new TokenCheck.Refused(TokenFault.KEY));
            }

            assertThat(fetches.get()).isLessThanOrEqualTo(2);
            taken(tokens.check(issuer.token(7, "orders:read")));
        }
    }

    @Test
    void whileTheKeysCannotBeFetchedThoseOfBeforeAreUsed() throws JOSEException {
        RSAKey unknown = new RSAKeyGenerator(2_048).keyID("rsa-2").generate();
        try (AccessTokens tokens = tokens()) {
            tokens.start();
            status = 500;

            assertThat(tokens.check(Issuer.sign(unknown, Issuer.claims().build())))
                    .isEqualTo(new TokenCheck.Refused(TokenFault.KEY));
            taken(tokens.check(issuer.token(7, "orders:read")));
            assertThat(tokens.health().ready()).isTrue();
            assertThat(tokens.health().detail()).contains("those of before are used");
        }
    }

    @Test
    void whileNoKeysWereEverReadATokenIsNeitherTakenNorRefused() {
        status = 500;
        try (AccessTokens tokens = tokens()) {
            assertThat(tokens.check(issuer.token(7, "orders:read"))).isInstanceOf(TokenCheck.Undecided.class);
        }
    }

    @Test
    void aStartWithoutKeysSaysWhatToDo() throws Exception {
        Path file = folder.resolve("bad.json");
        String none = folder.resolve("none.json").toString();
        assertThatThrownBy(() -> start(none))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("orders.auth.jwks", "none.json", "there is no such file", "public keys");

        Files.writeString(file, "{}");
        assertThatThrownBy(() -> start(file.toString())).hasMessageContaining("it is no JWK set");
        Files.writeString(file, new JWKSet(issuer.ec).toString(false));
        assertThatThrownBy(() -> start(file.toString())).hasMessageContaining("private or secret keys");
        Files.writeString(file, new JWKSet(new OctetSequenceKeyGenerator(256).generate()).toString(false));
        assertThatThrownBy(() -> start(file.toString())).hasMessageContaining("private or secret keys");
        Files.writeString(
                file, new JWKSet(new RSAKeyGenerator(1_024, true).generate().toPublicJWK()).toString());
        assertThatThrownBy(() -> start(file.toString())).hasMessageContaining("at least 2048 bits");

        status = 404;
        assertThatThrownBy(() -> start(url())).hasMessageContaining(url(), "404");
        web.stop(0);
        assertThatThrownBy(() -> start(url())).isInstanceOf(ConfigProblems.class);
    }

    private static void start(String jwks) {
        try (AccessTokens tokens = new AccessTokens(Issuer.config(jwks), Clock.systemUTC())) {
            tokens.start();
        }
    }

    @Test
    void aClockThatIsWrongIsToldAtTheStart() {
        Clock late = Clock.offset(Clock.systemUTC(), Duration.ofHours(-2));
        try (AccessTokens tokens = new AccessTokens(Issuer.config(url()), late)) {
            assertThatThrownBy(tokens::start)
                    .isInstanceOf(ConfigProblems.class)
                    .hasMessageContaining("this machine's clock is", "s behind that of " + url(), "set it");
            assertThat(tokens.health().ready()).isFalse();
        }
    }

    @Test
    void whatIsOpenIsSoOnThisMachineAloneUnlessMoreIsWanted() {
        AccessConfig open = new AccessConfig(
                Optional.empty(), Optional.empty(), Optional.empty(), "customer_id", Duration.ZERO, false);
        AccessConfig wanted = new AccessConfig(
                Optional.empty(), Optional.empty(), Optional.empty(), "customer_id", Duration.ZERO, true);

        open.requireMayBeOpen("localhost");
        open.requireMayBeOpen("::1");
        wanted.requireMayBeOpen("0.0.0.0");
        Issuer.config("jwks.json").requireMayBeOpen("0.0.0.0");
        assertThatThrownBy(() -> open.requireMayBeOpen("0.0.0.0"))
                .isInstanceOf(ConfigProblems.class)
                .hasMessageContaining("--orders-auth-jwks: must be given", "0.0.0.0", "--orders-auth-open");
    }
}
