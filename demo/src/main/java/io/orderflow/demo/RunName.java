/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

/** A few letters that tell one run's order ids from another's: short, and different within any 19 days. */
final class RunName {

    private static final int RADIX = 36;
    private static final int NAMES = RADIX * RADIX * RADIX * RADIX;

    private RunName() {}

    static String now() {
        return of(System.currentTimeMillis() / 1_000);
    }

    static String of(long seconds) {
        return Long.toString(NAMES + seconds % NAMES, RADIX).substring(1);
    }
}
