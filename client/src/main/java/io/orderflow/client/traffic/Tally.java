/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.traffic;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.show.AvroJson;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Counts what became of the orders, and how long each took from POST to decided. For several threads. */
public final class Tally {

    private static final double MILLIS = 1e6;

    private long placed;
    private long validated;
    private long failed;
    private long undecided;
    private long errors;
    private long paid;
    private Optional<String> firstError = Optional.empty();
    private long[] nanos = new long[1_024];
    private int decided;

    synchronized void placed() {
        placed++;
    }

    synchronized void decided(String state, long nanosTaken) {
        if (state.equals("VALIDATED")) {
            validated++;
        } else {
            failed++;
        }
        if (decided == nanos.length) {
            nanos = Arrays.copyOf(nanos, decided * 2);
        }
        nanos[decided++] = nanosTaken;
    }

    synchronized void undecided() {
        undecided++;
    }

    synchronized void error(String why) {
        errors++;
        firstError = firstError.or(() -> Optional.of(why));
    }

    synchronized void paid() {
        paid++;
    }

    /** How many were placed and not decided within the time that they had. */
    public synchronized long undecidedCount() {
        return undecided;
    }

    /** How many could not be placed, or not followed. */
    public synchronized long errorCount() {
        return errors;
    }

    /** Why the first of these could not. */
    public synchronized Optional<String> firstError() {
        return firstError;
    }

    /** The time that {@code share} of all decided orders did not exceed, in milliseconds; 0 if there are none. */
    synchronized double percentile(double share) {
        if (decided == 0) {
            return 0;
        }
        long[] sorted = Arrays.copyOf(nanos, decided);
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(share * decided);
        return sorted[Math.max(0, rank - 1)] / MILLIS;
    }

    /** The progress line. */
    public synchronized String line(Duration elapsed) {
        double seconds = Math.max(elapsed.toMillis(), 1) / 1_000.0;
        return String.format(
                Locale.ROOT,
                "%5.0f s  placed %s (%.1f/s)  decided %s (%.1f/s): %s validated, %s failed  waiting %s  errors %s  p50 %.0f ms  p99 %.0f ms",
                seconds,
                placed,
                placed / seconds,
                decided,
                decided / seconds,
                validated,
                failed,
                placed - decided - undecided - errors,
                errors,
                percentile(0.5),
                percentile(0.99));
    }

    /** The same, for machines. */
    public synchronized ObjectNode json(Duration elapsed) {
        return AvroJson.MAPPER
                .createObjectNode()
                .put("millis", elapsed.toMillis())
                .put("placed", placed)
                .put("decided", decided)
                .put("validated", validated)
                .put("failed", failed)
                .put("undecided", undecided)
                .put("errors", errors)
                .put("paid", paid)
                .put("p50Millis", percentile(0.5))
                .put("p99Millis", percentile(0.99));
    }
}
