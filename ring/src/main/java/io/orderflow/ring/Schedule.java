/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import io.orderflow.embedded.processes.Build;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** The faults of a run, in the order in which they begin: the same seed, the same faults. */
record Schedule(List<Fault> faults) {

    private static final int FIRST = 6;
    private static final int QUIET_AT_THE_END = 12;

    Schedule {
        faults = List.copyOf(faults);
    }

    /**
     * Each kind comes once before any comes again. Every third fault meets one that has not ended.
     *
     * @param seconds from the first order to the last
     */
    static Schedule of(long seed, int seconds, int brokers, Collection<FaultKind> kinds) {
        Random random = new Random(seed);
        List<Fault> faults = new ArrayList<>();
        List<FaultKind> deck = new ArrayList<>();
        int next = FIRST;
        while (!kinds.isEmpty()) {
            if (deck.isEmpty()) {
                deck.addAll(EnumSet.copyOf(kinds)); // in one order whichever set they come in
                Collections.shuffle(deck, random);
            }
            FaultKind kind = deck.remove(deck.size() - 1);
            int lasts = kind.least() + random.nextInt(kind.most() - kind.least() + 1);
            Fault fault = new Fault(kind, target(kind, brokers, random), next, lasts);
            boolean meets = random.nextInt(3) == 0;
            if (fault.ends() > seconds - QUIET_AT_THE_END) {
                break;
            }
            if (faults.stream().allMatch(fault::isBeside)) {
                faults.add(fault);
            }
            next = meets ? next + 2 + random.nextInt(3) : lastEnd(faults) + 3 + random.nextInt(6);
        }
        return new Schedule(faults);
    }

    private static int lastEnd(List<Fault> faults) {
        return faults.stream().mapToInt(Fault::ends).max().orElse(FIRST);
    }

    private static String target(FaultKind kind, int brokers, Random random) {
        String service = Build.SERVICES.get(random.nextInt(Build.SERVICES.size()));
        int number = 1 + random.nextInt(2);
        return switch (kind) {
            case KILL, FREEZE, STATE_LOST, REGISTRY_AWAY -> service + "-" + number;
            case ROLLING_RESTART -> service;
            case BROKER_KILL -> "broker-" + (1 + random.nextInt(brokers));
            case NETWORK_CUT, NETWORK_SLOW -> Way.of(number).name();
            case DISK_FULL -> TestedSystem.ON_A_SMALL_DISK.get(random.nextInt(TestedSystem.ON_A_SMALL_DISK.size()));
            case SMTP_AWAY -> "mail-server";
        };
    }
}
