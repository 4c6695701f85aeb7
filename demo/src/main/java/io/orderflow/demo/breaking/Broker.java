/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.breaking;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.StartException;
import io.orderflow.embedded.EmbeddedKafka;
import io.orderflow.orders.page.Desk.Told;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The broker, which can be away for a while: it is stopped, and started again on its port and its data. */
final class Broker {

    /**
     * What the page shows.
     *
     * @param state running, stopping, away, starting, or elsewhere if it is not this process's to stop
     */
    record Shown(String state, @Nullable String fault) {}

    private final Optional<EmbeddedKafka> kafka;
    private String state;
    private @Nullable String fault;

    Broker(Optional<EmbeddedKafka> kafka) {
        this.kafka = requireNonNull(kafka, "kafka");
        this.state = kafka.isPresent() ? "running" : "elsewhere";
    }

    synchronized Shown shown() {
        return new Shown(state, fault);
    }

    synchronized boolean isThere() {
        return state.equals("running") || state.equals("elsewhere");
    }

    Told cut() {
        return begin("running", "stopping", "away", EmbeddedKafka::stop);
    }

    Told mend() {
        return begin("away", "starting", "running", EmbeddedKafka::start);
    }

    private synchronized Told begin(String from, String meanwhile, String to, Consumer<EmbeddedKafka> work) {
        if (kafka.isEmpty()) {
            return Told.refused(409, "the broker is elsewhere (--bootstrap-servers): it is not the demo's to stop");
        }
        if (!state.equals(from)) {
            return Told.refused(409, "the broker is %s, and not %s".formatted(state, from));
        }
        state = meanwhile;
        fault = null;
        EmbeddedKafka broker = kafka.get();
        Thread thread = new Thread(
                () -> {
                    try {
                        work.accept(broker);
                        set(to, null);
                    } catch (StartException e) {
                        set(from, e.getMessage());
                    }
                },
                "break-broker");
        thread.setDaemon(true);
        thread.start();
        return Told.of(shown());
    }

    private synchronized void set(String now, @Nullable String why) {
        state = now;
        fault = why;
    }
}
