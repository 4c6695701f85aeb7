/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.io.IOException;

/** Looks for the highest rate that a system can take: by steps of a half up or down, then by halves of what is left between. */
final class HighestRate {

    private static final double STEP = 1.5;
    private static final double EXACT_ENOUGH = 1.1;
    private static final int MOST = 100_000;

    private HighestRate() {}

    /** Whether the system can take a rate. */
    interface Trial {

        boolean holds(int rate) throws IOException, InterruptedException;
    }

    /**
     * The highest rate that held, within a tenth. What failed before any rate held is tried again: the system may have been cold.
     *
     * @param first rate that is tried
     * @return 0 if none held
     */
    static int search(int first, Trial trial) throws IOException, InterruptedException {
        int held = 0;
        int failed = 0;
        for (int rate = first; rate > 0 && rate <= MOST && !isFound(held, failed); rate = next(held, failed)) {
            if (trial.holds(rate)) {
                failed = held == 0 ? 0 : failed;
                held = rate;
            } else {
                failed = rate;
            }
        }
        return held;
    }

    private static boolean isFound(int held, int failed) {
        return held > 0 && failed > 0 && failed <= EXACT_ENOUGH * held;
    }

    private static int next(int held, int failed) {
        if (failed == 0) {
            return (int) (held * STEP);
        }
        return held == 0 ? (int) (failed / STEP) : (int) Math.sqrt((double) held * failed);
    }
}
