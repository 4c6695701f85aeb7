/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.BadJWSException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.TimeGauge;
import io.orderflow.common.Health;
import io.orderflow.common.config.ConfigProblems;
import java.io.Closeable;
import java.io.IOException;
import java.io.Serial;
import java.security.Key;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Verifies bearer tokens (RFC 6750, RFC 9068): JWTs of one issuer for one audience, signed with RS256 or ES256 by a key that the
 * issuer publishes. The keys are fetched ahead of their age; a key id that is not known has them fetched at once, twice in half a
 * minute at most, whatever is sent. While they cannot be fetched, those of before are good for an hour.
 */
public final class AccessTokens implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);
    private static final Set<JWSAlgorithm> ALGORITHMS = Set.of(JWSAlgorithm.RS256, JWSAlgorithm.ES256);
    private static final Duration KEYS_ARE_FRESH = Duration.ofMinutes(5);
    private static final Duration FETCHED_AHEAD = Duration.ofSeconds(30);
    private static final Duration WAIT_FOR_KEYS = Duration.ofSeconds(2);
    private static final Duration BETWEEN_FETCHES = Duration.ofSeconds(30);
    private static final Duration LONGEST_OUTAGE = Duration.ofHours(1);

    /** What a token was found to be is remembered for so many, and not for long: its key may be withdrawn. */
    private static final int MOST_REMEMBERED = 4_096;

    private static final Duration REMEMBERED = Duration.ofSeconds(10);
    private static final Predicate<String> SUBJECT =
            Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?").asMatchPredicate();

    private final AccessConfig config;
    private final Clock clock;
    private final IssuerKeys issuerKeys;
    private final JWKSource<SecurityContext> keys;
    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    private final Map<String, Remembered> remembered = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Remembered> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };

    private record Remembered(Identity identity, Instant until) {}

    /** @param config with keys, issuer and audience */
    public AccessTokens(AccessConfig config, Clock clock) {
        this.config = requireNonNull(config, "config");
        this.clock = requireNonNull(clock, "clock");
        issuerKeys = new IssuerKeys(config.jwks().orElseThrow(), config.clockSkew(), clock);
        keys = JWKSourceBuilder.create(issuerKeys)
                .cache(KEYS_ARE_FRESH.toMillis(), WAIT_FOR_KEYS.toMillis())
                .refreshAheadCache(FETCHED_AHEAD.toMillis(), true)
                .rateLimited(BETWEEN_FETCHES.toMillis())
                .outageTolerant(LONGEST_OUTAGE.toMillis())
                .build();
        JWSVerificationKeySelector<SecurityContext> selector = new JWSVerificationKeySelector<>(ALGORITHMS, keys);
        processor.setJWSTypeVerifier(
                new DefaultJOSEObjectTypeVerifier<>(JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
        processor.setJWSKeySelector((header, context) -> known(selector.selectJWSKeys(header, context)));
        processor.setJWTClaimsSetVerifier((claims, context) -> check(claims));
    }

    /**
     * Reads the keys for the first time.
     *
     * @throws ConfigProblems if there are none, or the clocks are too far apart
     */
    public void start() {
        try {
            int count = keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null)
                    .size();
            issuerKeys.clockFault().ifPresent(fault -> {
                throw new ConfigProblems(List.of(fault));
            });
            LOG.info(
                    "tokens of {} for {} are asked for, and checked with the {} keys at {}",
                    config.issuer().orElseThrow(),
                    config.audience().orElseThrow(),
                    count,
                    issuerKeys.location());
        } catch (KeySourceException e) {
            throw new ConfigProblems(List.of(
                    "%s: %s; it must be the issuer's public keys, as a file or at a URL that answers"
                            .formatted(AccessConfig.JWKS, issuerKeys.fault().orElse(String.valueOf(e.getMessage())))));
        }
    }

    TokenCheck check(String token) {
        Optional<Identity> before = recall(token);
        if (before.isPresent()) {
            return new TokenCheck.Taken(before.get());
        }
        try {
            JWT parsed = JWTParser.parse(token);
            if (!(parsed instanceof SignedJWT signed)) {
                return new TokenCheck.Refused(TokenFault.UNSIGNED);
            }
            if (!ALGORITHMS.contains(signed.getHeader().getAlgorithm())) {
                return new TokenCheck.Refused(TokenFault.ALGORITHM);
            }
            Identity identity = identity(processor.process(signed, null));
            remember(token, identity);
            return new TokenCheck.Taken(identity);
        } catch (ClaimException e) {
            return new TokenCheck.Refused(e.fault);
        } catch (UnknownKeyException e) {
            return new TokenCheck.Refused(TokenFault.KEY);
        } catch (RateLimitReachedException e) { // they have just been fetched, and it is none of them
            return areStale() ? new TokenCheck.Undecided() : new TokenCheck.Refused(TokenFault.KEY);
        } catch (KeySourceException e) {
            return new TokenCheck.Undecided();
        } catch (BadJWTException | ParseException e) {
            return new TokenCheck.Refused(TokenFault.MALFORMED);
        } catch (BadJWSException e) {
            return new TokenCheck.Refused(TokenFault.SIGNATURE);
        } catch (BadJOSEException e) {
            return new TokenCheck.Refused(TokenFault.TYPE);
        } catch (JOSEException e) {
            return new TokenCheck.Refused(TokenFault.SIGNATURE);
        }
    }

    /** True for a token that was found sound not long ago: nobody else can have made it up. */
    boolean hasTaken(String token) {
        Instant now = clock.instant();
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(token))
                    .filter(known -> now.isBefore(known.identity().until()))
                    .isPresent();
        }
    }

    private static List<? extends Key> known(List<? extends Key> found) throws UnknownKeyException {
        if (found.isEmpty()) {
            throw new UnknownKeyException();
        }
        return found;
    }

    /** What holds for tokens whose signature is right. */
    private void check(JWTClaimsSet claims) throws ClaimException {
        Instant now = clock.instant();
        require(config.issuer().orElseThrow().equals(claims.getIssuer()), TokenFault.ISSUER);
        require(claims.getAudience().contains(config.audience().orElseThrow()), TokenFault.AUDIENCE);
        require(claims.getExpirationTime() != null, TokenFault.ENDLESS);
        require(now.isBefore(end(claims)), TokenFault.EXPIRED);
        require(hasBegun(claims.getNotBeforeTime(), now) && hasBegun(claims.getIssueTime(), now), TokenFault.EARLY);
        require(claims.getSubject() != null && SUBJECT.test(claims.getSubject()), TokenFault.SUBJECT);
    }

    private boolean hasBegun(Date time, Instant now) {
        return time == null || !time.toInstant().minus(config.clockSkew()).isAfter(now);
    }

    private Instant end(JWTClaimsSet claims) {
        return claims.getExpirationTime().toInstant().plus(config.clockSkew());
    }

    private static void require(boolean holds, TokenFault otherwise) throws ClaimException {
        if (!holds) {
            throw new ClaimException(otherwise);
        }
    }

    private Identity identity(JWTClaimsSet claims) throws ClaimException {
        return new Identity(Optional.of(claims.getSubject()), customer(claims), Scope.of(scopes(claims)), end(claims));
    }

    private Optional<Long> customer(JWTClaimsSet claims) throws ClaimException {
        Object named = claims.getClaim(config.customerClaim());
        if (named == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(Long.valueOf(named.toString()));
        } catch (NumberFormatException e) {
            throw new ClaimException(TokenFault.CUSTOMER);
        }
    }

    /** In {@code scope}, a text (RFC 8693), or {@code scp}, a text or a list, as some issuers have it. */
    private static Collection<String> scopes(JWTClaimsSet claims) {
        Object scopes = Optional.ofNullable(claims.getClaim("scope")).orElse(claims.getClaim("scp"));
        if (scopes instanceof String text) {
            return Arrays.asList(text.split(" ", -1));
        }
        return scopes instanceof Collection<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private Optional<Identity> recall(String token) {
        Instant now = clock.instant();
        synchronized (remembered) {
            return Optional.ofNullable(remembered.get(token))
                    .filter(known -> now.isBefore(known.until()))
                    .map(Remembered::identity);
        }
    }

    private void remember(String token, Identity identity) {
        Instant end = clock.instant().plus(REMEMBERED);
        synchronized (remembered) {
            remembered.put(token, new Remembered(identity, end.isBefore(identity.until()) ? end : identity.until()));
        }
    }

    private boolean areStale() {
        return issuerKeys
                .age()
                .filter(age -> age.compareTo(KEYS_ARE_FRESH.plus(LONGEST_OUTAGE)) <= 0)
                .isEmpty();
    }

    /** Ready while tokens can be checked, and by a clock that can be trusted. */
    public Health health() {
        if (areStale()) {
            return Health.notReady(issuerKeys.fault().orElse("no keys to check tokens with"));
        }
        return issuerKeys
                .clockFault()
                .map(Health::notReady)
                .orElseGet(() -> Health.ready(issuerKeys
                        .fault()
                        .map(fault -> fault + ", those of before are used")
                        .orElse("keys there")));
    }

    /** Adds what it counts. */
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("orderflow.orders.auth.keys.failures", issuerKeys, IssuerKeys::failures)
                .description("How often the token issuer's keys could not be read")
                .register(registry);
        TimeGauge.builder(
                        "orderflow.orders.auth.keys.age",
                        issuerKeys,
                        TimeUnit.MILLISECONDS,
                        keys -> keys.age().map(age -> (double) age.toMillis()).orElse(Double.NaN))
                .description("How long ago the token issuer's keys were read")
                .register(registry);
        TimeGauge.builder(
                        "orderflow.orders.auth.clock.offset",
                        issuerKeys,
                        TimeUnit.MILLISECONDS,
                        keys -> keys.clockOff().toMillis())
                .description("The time of the server that has the token issuer's keys, less this machine's")
                .register(registry);
    }

    @Override
    public void close() {
        if (keys instanceof Closeable open) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.debug("The source of keys did not close cleanly", e);
            }
        }
    }

    /** Ends Nimbus' processing with what a claim has wrong. */
    private static final class ClaimException extends BadJWTException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final TokenFault fault;

        ClaimException(TokenFault fault) {
            super(fault.words());
            this.fault = fault;
        }
    }

    /** Ends Nimbus' processing for a token that no key can verify. */
    private static final class UnknownKeyException extends KeySourceException {

        @Serial
        private static final long serialVersionUID = 1L;

        UnknownKeyException() {
            super(TokenFault.KEY.words());
        }
    }
}
