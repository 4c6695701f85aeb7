/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.breaking;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.StartException;
import io.orderflow.embedded.processes.JvmProcess;
import io.orderflow.orders.page.Desk.Told;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One validator. It begins inside this process, where nothing can be killed alone; to be killed or frozen it gets a process of its
 * own first, and there the operating system does it.
 */
final class Validator implements AutoCloseable {

    /** How it is. */
    enum State {
        /** At work in this process. */
        INSIDE,
        /** On its way into a process of its own. */
        STARTING,
        /** At work in a process of its own. */
        RUNNING,
        /** That process stands still: SIGSTOP. */
        FROZEN,
        /** It has left, in order: SIGTERM. */
        STOPPED,
        /** It is gone, from one moment to the next: SIGKILL. */
        KILLED,
        /** Its process ended by itself. */
        DIED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What can be done to it. */
    enum Action {
        STOP,
        KILL,
        FREEZE,
        THAW,
        START;

        boolean isPossible(State now) {
            return switch (this) {
                case STOP, KILL -> now == State.INSIDE || now == State.RUNNING || now == State.FROZEN;
                case FREEZE -> now == State.INSIDE || now == State.RUNNING;
                case THAW -> now == State.FROZEN;
                case START -> now == State.STOPPED || now == State.KILLED || now == State.DIED;
            };
        }
    }

    /**
     * What the page shows.
     *
     * @param pid of its own process, if it has one
     * @param busy true while something is done to it
     * @param fault why the last thing could not be done
     */
    record Shown(
            String service,
            String state,
            @Nullable Long pid,
            boolean busy,
            @Nullable String fault) {}

    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);

    private final String service;
    private final Breakables demo;
    private State state = State.INSIDE;
    private Optional<JvmProcess> process = Optional.empty();
    private boolean busy;
    private boolean closed;
    private @Nullable String fault;

    Validator(String service, Breakables demo) {
        this.service = requireNonNull(service, "service");
        this.demo = requireNonNull(demo, "demo");
    }

    synchronized Shown shown() {
        boolean alive = process.map(JvmProcess::isAlive).orElse(false);
        if (!busy && !alive && (state == State.RUNNING || state == State.FROZEN)) {
            state = State.DIED;
        }
        return new Shown(service, state.toString(), alive ? process.get().pid() : null, busy, fault);
    }

    /** Begins it; the page sees it happen. */
    synchronized Told begin(Action action) {
        State now = State.valueOf(shown().state().toUpperCase(Locale.ROOT));
        if (busy) {
            return Told.refused(409, service + " is busy with what was asked before");
        }
        if (closed || !action.isPossible(now)) {
            return Told.refused(
                    409,
                    "%s is %s: it cannot be asked to %s"
                            .formatted(service, now, action.name().toLowerCase(Locale.ROOT)));
        }
        busy = true;
        fault = null;
        Thread thread = new Thread(() -> act(action), "break-" + service);
        thread.setDaemon(true);
        thread.start();
        return Told.of(shown());
    }

    private void act(Action action) {
        try {
            switch (action) {
                case STOP -> stop();
                case KILL -> {
                    JvmProcess own = own();
                    own.kill();
                    set(State.KILLED);
                }
                case FREEZE -> {
                    JvmProcess own = own();
                    own.suspend();
                    set(State.FROZEN);
                }
                case THAW -> {
                    own().resume();
                    set(State.RUNNING);
                }
                case START -> start();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("{}: could not be asked to {}", service, action, e);
            failed(e);
        } finally {
            done();
        }
    }

    /** What is frozen hears of it when it is thawed. */
    private void stop() throws InterruptedException {
        Optional<JvmProcess> own = current();
        if (own.isPresent()) {
            own.get().resume();
            own.get().close();
        } else {
            demo.stopHere(service);
        }
        set(State.STOPPED);
    }

    /** Its process, which it gets now if it is still inside this one. */
    private JvmProcess own() throws InterruptedException {
        Optional<JvmProcess> own = current();
        if (own.isPresent()) {
            return own.get();
        }
        set(State.STARTING);
        demo.stopHere(service);
        return start();
    }

    private JvmProcess start() throws InterruptedException {
        set(State.STARTING);
        JvmProcess started = demo.start(service);
        if (!adopt(started)) {
            throw new StartException("the demo ends");
        }
        try {
            started.told(Breakables.READY);
        } catch (StartException e) {
            started.close();
            set(State.DIED);
            throw e;
        }
        set(State.RUNNING);
        return started;
    }

    private synchronized boolean adopt(JvmProcess started) {
        if (closed) {
            started.close();
            return false;
        }
        process = Optional.of(started);
        return true;
    }

    private synchronized Optional<JvmProcess> current() {
        return process.filter(JvmProcess::isAlive);
    }

    private synchronized void set(State now) {
        state = now;
    }

    private synchronized void failed(RuntimeException why) {
        fault = String.valueOf(why.getMessage());
    }

    private synchronized void done() {
        busy = false;
    }

    /** Ends its process, if it has one. */
    @Override
    public void close() {
        Optional<JvmProcess> left;
        synchronized (this) {
            closed = true;
            left = process;
        }
        try {
            if (left.isPresent()) {
                left.get().kill(); // nothing waits for it any more, and frozen it would not hear
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
