/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import java.util.Set;

/**
 * A fault and when it is made.
 *
 * @param target a process, or the way to the brokers of one instance of each service
 * @param begins seconds after the first order
 * @param lasts seconds
 */
record Fault(FaultKind kind, String target, int begins, int lasts) {

    int ends() {
        return begins + lasts;
    }

    /** Processes and ways that cannot be had by another fault meanwhile. */
    Set<String> claims() {
        return switch (kind) {
            case ROLLING_RESTART -> Set.of(target + "-1", target + "-2");
            case REGISTRY_AWAY -> Set.of("registry", target);
            default -> Set.of(target);
        };
    }

    boolean isBeside(Fault other) {
        return ends() < other.begins
                || other.ends() < begins
                || claims().stream().noneMatch(other.claims()::contains);
    }

    @Override
    public String toString() {
        return kind + " " + target;
    }
}
