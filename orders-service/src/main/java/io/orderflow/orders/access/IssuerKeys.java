/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the issuer's public keys from their file or URL each time it is asked, and remembers how that went. How often it is
 * asked, Nimbus' cache around it decides.
 */
final class IssuerKeys implements JWKSetSource<SecurityContext> {

    private static final Logger LOG = LoggerFactory.getLogger(IssuerKeys.class);
    private static final int CONNECT_MILLIS = 1_000;
    private static final int READ_MILLIS = 2_000;
    private static final int MOST_BYTES = 256 * 1024;
    private static final int LEAST_RSA_BITS = 2_048;

    /** A {@code Date} has whole seconds, and is on its way for a while. */
    private static final Duration OF_DATE = Duration.ofSeconds(5);

    private final String location;
    private final Clock clock;
    private final Duration mostOff;
    private final LongAdder failures = new LongAdder();
    private volatile @Nullable Long fetched;
    private volatile Duration clockOff = Duration.ZERO;
    private volatile @Nullable String fault;

    /**
     * @param location a path, or a URL that begins with http
     * @param clockSkew how far the clock of the server at the URL may be from {@code clock}
     */
    IssuerKeys(String location, Duration clockSkew, Clock clock) {
        this.location = requireNonNull(location, "location");
        this.clock = requireNonNull(clock, "clock");
        this.mostOff = clockSkew.plus(OF_DATE);
    }

    @Override
    public JWKSet getJWKSet(JWKSetCacheRefreshEvaluator refresh, long now, @Nullable SecurityContext context)
            throws KeySourceException {
        try {
            JWKSet keys = usable(JWKSet.parse(isUrl() ? fetch() : Files.readString(Path.of(location))));
            fetched = System.nanoTime();
            fault = null;
            return keys;
        } catch (IOException | ParseException | IllegalArgumentException e) {
            failures.increment();
            String why = "%s has no keys to check tokens with (%s)".formatted(location(), why(e));
            if (fault == null && fetched != null) { // at the start whoever starts it is told
                LOG.warn("{}", why);
            }
            fault = why;
            throw new JWKSetUnavailableException(why, e);
        }
    }

    private boolean isUrl() {
        return location.regionMatches(true, 0, "http:", 0, 5) || location.regionMatches(true, 0, "https:", 0, 6);
    }

    private String fetch() throws IOException {
        Retriever retriever = new Retriever();
        String content =
                retriever.retrieveResource(URI.create(location).toURL()).getContent();
        clockOff = retriever
                .date()
                .map(date -> Duration.ofMillis(date - clock.millis()))
                .orElse(Duration.ZERO);
        return content;
    }

    /** Those that can verify RS256 or ES256; what else the issuer publishes is for others. */
    private static JWKSet usable(JWKSet all) {
        if (all.getKeys().stream().anyMatch(JWK::isPrivate)) {
            throw new IllegalArgumentException("there are private or secret keys in it: give the public ones alone");
        }
        List<JWK> keys = all.getKeys().stream().filter(IssuerKeys::verifies).toList();
        if (keys.isEmpty()) {
            throw new IllegalArgumentException(
                    "it must have RSA keys of at least 2048 bits or EC keys on P-256, for signatures");
        }
        return new JWKSet(keys);
    }

    private static boolean verifies(JWK key) {
        boolean strong = key instanceof RSAKey rsa
                ? rsa.size() >= LEAST_RSA_BITS
                : key instanceof ECKey ec && ec.getCurve().equals(Curve.P_256);
        return strong && (key.getKeyUse() == null || key.getKeyUse().equals(KeyUse.SIGNATURE));
    }

    private String why(Exception fault) {
        if (fault instanceof java.nio.file.NoSuchFileException) {
            return "there is no such file";
        }
        if (fault instanceof java.nio.file.AccessDeniedException) {
            return "the file may not be read";
        }
        if (fault instanceof ParseException) {
            return "it is no JWK set, {\"keys\": [...]}";
        }
        String message = fault.getMessage();
        return message == null
                ? fault.getClass().getSimpleName()
                : message.replace(location, location()).strip();
    }

    /** Why the keys could not be read the last time; empty if they could. */
    Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** That the clocks are too far apart to judge a token's time by; empty if they are not. */
    Optional<String> clockFault() {
        Duration off = clockOff;
        return off.abs().compareTo(mostOff) <= 0
                ? Optional.empty()
                : Optional.of("this machine's clock is %s s %s that of %s: set it, for tokens are good for a time"
                        .formatted(off.abs().toSeconds(), off.isNegative() ? "ahead of" : "behind", location()));
    }

    /** How long ago the keys were read; empty if they never were. */
    Optional<Duration> age() {
        return Optional.ofNullable(fetched).map(then -> Duration.ofNanos(System.nanoTime() - then));
    }

    long failures() {
        return failures.sum();
    }

    /** The other clock's time less this one's. */
    Duration clockOff() {
        return clockOff;
    }

    /** As it is shown: what follows a question mark may be a key to the keys. */
    String location() {
        return isUrl() ? location.replaceFirst("\\?.*", "?...") : location;
    }

    @Override
    public void close() {
        // keeps nothing open
    }

    /** Remembers what time the server has. */
    private static final class Retriever extends DefaultResourceRetriever {

        private @Nullable HttpURLConnection connection;

        Retriever() {
            super(CONNECT_MILLIS, READ_MILLIS, MOST_BYTES);
        }

        @Override
        protected HttpURLConnection openHTTPConnection(URL url) throws IOException {
            HttpURLConnection opened = super.openHTTPConnection(url);
            connection = opened;
            return opened;
        }

        Optional<Long> date() {
            return Optional.ofNullable(connection)
                    .map(HttpURLConnection::getDate)
                    .filter(date -> date != 0);
        }
    }
}
