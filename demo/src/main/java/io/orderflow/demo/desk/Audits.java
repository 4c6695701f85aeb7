/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.desk;

import static java.util.Objects.requireNonNull;

import io.orderflow.client.kafka.Cluster;
import io.orderflow.orders.page.Desk.Told;
import io.orderflow.tools.AuditText;
import io.orderflow.tools.audit.Report;
import io.orderflow.tools.log.AuditedLog;
import io.orderflow.tools.log.AuditedLog.Terms;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One audit at a time, and the result of the last. */
final class Audits {

    /** Orders: the broker and all services want memory too. */
    private static final long AT_ONCE = 200_000;

    private final Cluster cluster;
    private State state = new State("none", 0, null, null, null, List.of(), List.of());

    /**
     * How far it is.
     *
     * @param state none, running, done or failed
     * @param percent of the log that is read
     * @param clean once done
     * @param lines what it says, as the command does
     * @param findings those that are faults
     */
    record State(
            String state,
            long percent,
            @Nullable String begun,
            @Nullable String ended,
            @Nullable Boolean clean,
            List<String> lines,
            List<String> findings) {}

    Audits(Cluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster");
    }

    synchronized Told state() {
        return Told.of(state);
    }

    /** Begins one, if none runs. */
    synchronized Told begin() {
        if (!state.state().equals("running")) {
            String begun = Instant.now().toString();
            state = new State("running", 0, begun, null, null, List.of(), List.of());
            Thread audit = new Thread(() -> run(begun), "desk-audit");
            audit.setDaemon(true);
            audit.start();
        }
        return Told.of(state);
    }

    private void run(String begun) {
        try (AuditedLog log = new AuditedLog(
                cluster,
                Terms.usual().withAtOnce(AT_ONCE),
                percent -> set(new State("running", percent, begun, null, null, List.of(), List.of())))) {
            Report report = log.asItIs();
            set(new State(
                    "done",
                    100,
                    begun,
                    Instant.now().toString(),
                    report.isClean(),
                    AuditText.lines(report),
                    report.findings().stream().map(Object::toString).toList()));
        } catch (RuntimeException e) {
            set(new State(
                    "failed",
                    0,
                    begun,
                    Instant.now().toString(),
                    null,
                    List.of(Optional.ofNullable(e.getMessage()).orElse(e.toString())),
                    List.of()));
        }
    }

    private synchronized void set(State now) {
        state = now;
    }
}
