/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A line a second: what was decided and what clients were told in it, and which faults began and ended. */
final class TimeLine implements AutoCloseable {

    private static final int WIDTH = 30;

    private final PrintStream console;
    private final int usual;
    private final long began = System.nanoTime();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<String> events = new ArrayList<>();
    private int decided;
    private int accepted;
    private int refused;
    private int lost;

    /** @param usual decisions a second when all is well: half of a bar's width */
    TimeLine(PrintStream console, int usual) {
        this.console = console;
        this.usual = usual;
    }

    /** Writes a line from now on every second. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    void start() {
        console.println("%7s %8s %8s %8s %8s".formatted("second", "decided", "accepted", "refused", "lost"));
        clock.scheduleAtFixedRate(this::line, 1, 1, TimeUnit.SECONDS);
    }

    synchronized void decided() {
        decided++;
    }

    synchronized void answered(Answer answer) {
        if (answer.status() == Answer.NONE) {
            lost++;
        } else if (answer.status() == 503) {
            refused++;
        } else if (answer.asked().places() && answer.status() < 300) {
            accepted++;
        }
    }

    synchronized void event(String what) {
        events.add(what);
    }

    /** Whole seconds since the beginning. */
    private int second() {
        return (int) TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
    }

    /** Writes what has come since the last line. */
    private synchronized void line() {
        int bar = Math.min(WIDTH, decided * WIDTH / 2 / Math.max(1, usual));
        console.println("%7s %8s %8s %8s %8s  %-30s %s"
                .formatted(
                        second() + " s", decided, accepted, refused, lost, "#".repeat(bar), String.join(", ", events))
                .stripTrailing());
        decided = 0;
        accepted = 0;
        refused = 0;
        lost = 0;
        events.clear();
    }

    @Override
    public void close() {
        clock.shutdown();
    }
}
