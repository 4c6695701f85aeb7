/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.breaking;

import static java.util.Objects.requireNonNull;

import io.orderflow.client.ClientException;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.events.OrderState;
import io.orderflow.tools.audit.Finding;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.log.AuditedLog;
import io.orderflow.tools.log.AuditedLog.Terms;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether what is promised holds, by the audit's own rules, looked at again and again while somebody watches. A look reads what has
 * come since the last; of a log of very many orders all of it, and then it looks more seldom: it never takes more than a quarter of
 * the time.
 */
final class Promise implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Promise.class);

    /** Orders in memory: the broker and all services want some, too. */
    private static final long AT_ONCE = 100_000;

    private static final Duration REST = Duration.ofSeconds(1);
    private static final int REST_PER_LOOK = 3;
    private static final Duration WATCHED = Duration.ofSeconds(10);
    private static final int MOST_FAULTS = 5;

    private static final String BROKER_AWAY = "It cannot be looked at while the broker is away.";

    private final Cluster cluster;
    private final BooleanSupplier isBrokerThere;
    private final ScheduledExecutorService clock;
    private Optional<AuditedLog> log = Optional.empty(); // the clock's thread alone
    private Shown shown =
            new Shown("unknown", "It is being looked at for the first time.", null, 0, 0, 0, 0, 0, 0, 0, List.of());
    private long watchedNanos;
    private boolean isLooking;

    /**
     * What the page shows.
     *
     * @param state kept, broken, or unknown
     * @param why it is unknown
     * @param asOf when the figures were true
     * @param accepted orders that are on the log to be taken
     * @param onTheirWay of these, those that are not decided yet
     * @param lost of these, those that will never be
     * @param promised units of all products
     * @param received units of all products
     * @param faults of any rule of the audit
     * @param findings the first of them in words
     */
    record Shown(
            String state,
            @Nullable String why,
            @Nullable String asOf,
            long accepted,
            long decided,
            long onTheirWay,
            long lost,
            long promised,
            long received,
            long faults,
            List<String> findings) {

        private static Shown of(Report report) {
            long orders = report.counts().orders().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            long undecided = report.counts().orders().getOrDefault(OrderState.CREATED, 0L);
            long accepted = Math.max(report.accepted().orders(), orders); // of older ones the wish is gone
            long lost = report.accepted().lost();
            return new Shown(
                    report.isClean() ? "kept" : "broken",
                    null,
                    Instant.now().toString(),
                    accepted,
                    orders - undecided,
                    accepted - lost - (orders - undecided),
                    lost,
                    report.counts().promised(),
                    report.counts().received(),
                    report.faults(),
                    report.findings().stream()
                            .limit(MOST_FAULTS)
                            .map(Finding::toString)
                            .toList());
        }

        private Shown unknown(String because) {
            return new Shown(
                    "unknown",
                    because,
                    asOf,
                    accepted,
                    decided,
                    onTheirWay,
                    lost,
                    promised,
                    received,
                    faults,
                    findings);
        }
    }

    Promise(Cluster cluster, BooleanSupplier isBrokerThere) {
        this.cluster = requireNonNull(cluster, "cluster");
        this.isBrokerThere = requireNonNull(isBrokerThere, "isBrokerThere");
        this.clock = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "promise");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** As it was when it was looked at last; it is looked at again soon. */
    synchronized Shown watch() {
        watchedNanos = System.nanoTime();
        if (!isLooking && !clock.isShutdown()) {
            isLooking = true;
            clock.execute(this::look);
        }
        return isBrokerThere.getAsBoolean() ? shown : shown.unknown(BROKER_AWAY);
    }

    private void look() {
        long begun = System.nanoTime();
        if (!isWatched()) {
            closeLog();
            return;
        }
        try {
            if (isBrokerThere.getAsBoolean()) {
                set(Shown.of(open().asItIs()));
            } else {
                set(last().unknown(BROKER_AWAY));
            }
        } catch (KafkaException | ClientException e) {
            closeLog();
            set(last().unknown("It cannot be looked at now: " + e.getMessage()));
        } catch (RuntimeException e) {
            closeLog();
            LOG.error("a fault of the audit", e);
            set(last().unknown("It cannot be looked at: " + e));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - begun);
        Duration pause = took.multipliedBy(REST_PER_LOOK);
        again(pause.compareTo(REST) > 0 ? pause : REST);
    }

    private void again(Duration pause) {
        synchronized (this) {
            if (!clock.isShutdown()) {
                ScheduledFuture<?> unused = clock.schedule(this::look, pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        }
    }

    /** Once it is not, nothing is looked at until it is again. */
    private synchronized boolean isWatched() {
        isLooking = System.nanoTime() - watchedNanos < WATCHED.toNanos();
        return isLooking;
    }

    private AuditedLog open() {
        AuditedLog opened = log.orElseGet(
                () -> new AuditedLog(cluster, Terms.usual().withAtOnce(AT_ONCE).withCommands(), percent -> {}));
        log = Optional.of(opened);
        return opened;
    }

    private void closeLog() {
        log.ifPresent(AuditedLog::close);
        log = Optional.empty();
    }

    private synchronized Shown last() {
        return shown;
    }

    private synchronized void set(Shown now) {
        shown = now;
    }

    @Override
    public synchronized void close() {
        clock.execute(this::closeLog);
        clock.shutdown();
    }
}
