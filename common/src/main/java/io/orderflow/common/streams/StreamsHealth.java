/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.orderflow.common.Health;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.KafkaStreams.State;

/** What is known of a running topology, as its health: Streams' own state, what ended it, what it waits for, what fails. */
final class StreamsHealth {

    private final RegistryWaits waits;
    private final ThreadFailures failures;
    private volatile String fault = "";

    StreamsHealth(RegistryWaits waits, ThreadFailures failures) {
        this.waits = waits;
        this.failures = failures;
    }

    /** What ended it: only a new start can help. */
    void endedBy(String reason) {
        fault = reason;
    }

    /** In Streams' own state {@code state}. */
    Health of(State state) {
        List<String> details = new ArrayList<>();
        details.add("streams " + state);
        if (!fault.isEmpty() || state.hasCompletedShutdown() || state == State.PENDING_ERROR) {
            details.add(fault);
            return Health.dead(text(details));
        }
        details.add(waits.reason().orElse(""));
        details.add(failures.tooMany().orElse(""));
        boolean ready = state == State.RUNNING && failures.tooMany().isEmpty();
        return new Health(true, ready, text(details));
    }

    private static String text(List<String> details) {
        return String.join(
                ": ", details.stream().filter(detail -> !detail.isEmpty()).toList());
    }
}
