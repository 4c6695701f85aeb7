/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.common.Health;
import io.orderflow.common.config.ConfigProblems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS of one port, 1.3 or 1.2 with suites that have forward secrecy and authenticated encryption. Its files are looked at every
 * few seconds: what has changed in them and is sound is used for connections that are made from then on, those that are open stay
 * as they are. What is not sound changes nothing, and is told when it is still so at the next look: files are replaced one after
 * the other.
 */
public final class Tls implements AutoCloseable {

    /** Versions, the preferred one first. */
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private static final String[] SUITES = {
        "TLS_AES_256_GCM_SHA384",
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
        "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
        "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256"
    };

    private static final Logger LOG = LoggerFactory.getLogger(Tls.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);
    private static final double MILLIS_A_DAY = Duration.ofDays(1).toMillis();

    private final String port;
    private final TlsConfig config;
    private final Clock clock;
    private final List<Consumer<SSLContext>> users = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService looking;
    private volatile TlsContext current;
    private volatile Optional<String> suspected = Optional.empty();
    private volatile Optional<String> fault = Optional.empty();

    /**
     * @param port whose TLS it is, in what is told and measured
     * @throws ConfigProblems if the files cannot be used
     */
    public Tls(String port, TlsConfig config) {
        this(port, config, Clock.systemUTC(), BETWEEN_LOOKS);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with close()
    Tls(String port, TlsConfig config, Clock clock, Duration betweenLooks) {
        this.port = requireNonNull(port, "port");
        this.config = requireNonNull(config, "config");
        this.clock = requireNonNull(clock, "clock");
        try {
            current = TlsContext.of(config, config.read(), clock.instant());
        } catch (PemException e) {
            throw new ConfigProblems(List.of(e.getMessage()));
        }
        LOG.info("{}", shown("shows"));
        looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "tls-" + port);
            thread.setDaemon(true);
            return thread;
        });
        looking.scheduleWithFixedDelay(
                this::look, betweenLooks.toMillis(), betweenLooks.toMillis(), TimeUnit.MILLISECONDS);
    }

    private String shown(String verb) {
        TlsContext now = current;
        return "%s %s the certificate of %s, good until %s"
                .formatted(port, verb, now.certificate().getSubjectX500Principal(), now.until());
    }

    /** Takes what has changed in the files since the last look. */
    void look() {
        try {
            List<Pem> files = config.read();
            if (!files.equals(current.files())) {
                current = TlsContext.of(config, files, clock.instant());
                users.forEach(user -> user.accept(current.context()));
                LOG.info("{}", shown("shows from now on"));
            }
            suspected = Optional.empty();
            fault = Optional.empty();
        } catch (PemException e) {
            suspect(e.getMessage());
        } catch (RuntimeException e) { // or nobody would ever look again
            LOG.error("{}: TLS files could not be looked at", port, e);
        }
    }

    private void suspect(String what) {
        Optional<String> told = Optional.of(what);
        if (suspected.equals(told) && !fault.equals(told)) {
            fault = told;
            LOG.warn("{}; {}", what, shown("goes on to show"));
        }
        suspected = told;
    }

    String port() {
        return port;
    }

    /** For connections that are made now. */
    public SSLContext context() {
        return current.context();
    }

    /** Versions and suites of connections that are made with {@link #context}, and whether clients must show a certificate. */
    public SSLParameters parameters() {
        SSLParameters parameters = new SSLParameters(SUITES.clone(), PROTOCOLS.clone());
        parameters.setNeedClientAuth(config.peers().isPresent());
        parameters.setUseCipherSuitesOrder(true);
        return parameters;
    }

    /** Has {@code user} told of each context that replaces the one of before. */
    public void onRenewal(Consumer<SSLContext> user) {
        users.add(user);
    }

    /** Not ready when the certificate has ended: nobody who checks it would connect. */
    public Health health() {
        Instant until = current.until();
        if (until.isBefore(clock.instant())) {
            return Health.notReady("the certificate of %s ended at %s: put a renewed one into %s%s"
                    .formatted(
                            port,
                            until,
                            config.certificate().path(),
                            fault.map(why -> ", where now: " + why).orElse("")));
        }
        return Health.ready(
                fault.map(why -> "the certificate of %s until %s is still shown, as %s".formatted(port, until, why))
                        .orElse("the certificate of %s is good until %s".formatted(port, until)));
    }

    /** Adds what it measures. */
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("orderflow.tls.days.left", this, Tls::daysLeft)
                .description("Days until the certificate ends that a port shows, or one of its issuers'")
                .tag("port", port)
                .register(registry);
        Gauge.builder("orderflow.tls.stale", this, tls -> tls.fault.isPresent() ? 1 : 0)
                .description("1 while what is in the files cannot be used, so that the certificate of before is shown")
                .tag("port", port)
                .register(registry);
    }

    private double daysLeft() {
        return Duration.between(clock.instant(), current.until()).toMillis() / MILLIS_A_DAY;
    }

    @Override
    public void close() {
        looking.shutdownNow();
    }
}
