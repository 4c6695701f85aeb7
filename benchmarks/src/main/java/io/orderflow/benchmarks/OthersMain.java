/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.stream.IntStream;

/** Stands for other programs on the machine: twice as many busy threads as there are processors, for so many milliseconds. */
final class OthersMain {

    private OthersMain() {}

    public static void main(String[] args) {
        long until = System.nanoTime() + Long.parseLong(args[0]) * 1_000_000;
        IntStream.range(0, 2 * Runtime.getRuntime().availableProcessors())
                .forEach(i -> new Thread(() -> beBusy(until)).start());
    }

    private static void beBusy(long until) {
        while (System.nanoTime() - until < 0) {
            Thread.onSpinWait();
        }
    }
}
