/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/** Makes the faults of a schedule, and mends them. */
final class Saboteur implements AutoCloseable {

    private static final long SLOW_MILLIS = 100;
    private static final int AT_ONCE = 12;

    private final TestedSystem system;
    private final Consumer<String> tell;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(AT_ONCE);
    private final List<ScheduledFuture<?>> faults = new ArrayList<>();
    private final ConcurrentMap<String, Lock> claimed = new ConcurrentHashMap<>();
    private final List<String> endedByThemselves = Collections.synchronizedList(new ArrayList<>());

    /** @param tell is told what begins and ends, at once */
    Saboteur(TestedSystem system, Consumer<String> tell) {
        this.system = system;
        this.tell = tell;
    }

    /** From now on. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the clock
    void start(Schedule schedule) {
        clock.scheduleWithFixedDelay(this::startWhatEnded, 500, 500, TimeUnit.MILLISECONDS);
        schedule.faults()
                .forEach(fault -> faults.add(clock.schedule(() -> make(fault), fault.begins(), TimeUnit.SECONDS)));
    }

    private void startWhatEnded() {
        for (String name : system.startWhatEnded()) {
            endedByThemselves.add(name);
            tell.accept("! " + name + " ended by itself, started again");
        }
    }

    /** Processes that were not killed and yet ended. */
    List<String> endedByThemselves() {
        return List.copyOf(endedByThemselves);
    }

    /** Returns when all faults are mended; throws what kept one from being made or mended. */
    void awaitMended() throws InterruptedException {
        for (ScheduledFuture<?> fault : faults) {
            try {
                fault.get();
            } catch (ExecutionException e) {
                throw new IllegalStateException("a fault could not be made or mended", e.getCause());
            }
        }
    }

    /** A rolling restart may take longer than it should: who wants one of its processes waits. */
    private Object make(Fault fault) throws InterruptedException, IOException {
        List<Lock> claims = fault.claims().stream()
                .sorted()
                .map(claim -> claimed.computeIfAbsent(claim, none -> new ReentrantLock()))
                .toList();
        claims.forEach(Lock::lock);
        try {
            return makeNow(fault);
        } finally {
            claims.forEach(Lock::unlock);
        }
    }

    private Fault makeNow(Fault fault) throws InterruptedException, IOException {
        tell.accept("> " + fault);
        begin(fault);
        TimeUnit.SECONDS.sleep(fault.kind() == FaultKind.ROLLING_RESTART ? 0 : fault.lasts());
        mend(fault);
        tell.accept("< " + fault);
        return fault;
    }

    private void begin(Fault fault) throws InterruptedException {
        String target = fault.target();
        switch (fault.kind()) {
            case KILL, BROKER_KILL, SMTP_AWAY -> system.kill(target);
            case FREEZE -> system.process(target).suspend();
            case STATE_LOST -> {
                system.kill(target);
                system.deleteState(target);
            }
            case NETWORK_CUT -> system.network(target).forEach(TcpProxy::cut);
            case NETWORK_SLOW -> system.network(target).forEach(network -> network.slow(SLOW_MILLIS));
            case DISK_FULL -> {
                system.kill(target);
                system.disk(target).ifPresent(SmallDisk::fill);
                system.start(target);
            }
            case REGISTRY_AWAY -> {
                system.kill("registry");
                system.kill(target);
                system.start(target);
            }
            case ROLLING_RESTART -> {
                for (String instance : List.of(target + "-1", target + "-2")) {
                    system.stop(instance);
                    system.start(instance);
                    system.awaitReady(instance);
                }
            }
        }
    }

    private void mend(Fault fault) throws InterruptedException, IOException {
        String target = fault.target();
        switch (fault.kind()) {
            case KILL, STATE_LOST, BROKER_KILL, SMTP_AWAY -> system.start(target);
            case FREEZE -> system.process(target).resume();
            case NETWORK_CUT, NETWORK_SLOW -> system.network(target).forEach(TcpProxy::heal);
            case DISK_FULL -> {
                if (system.disk(target).isPresent()) {
                    system.disk(target).get().free();
                }
            }
            case REGISTRY_AWAY -> system.start("registry");
            case ROLLING_RESTART -> {
                // is over
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
