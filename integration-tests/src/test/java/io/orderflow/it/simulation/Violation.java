/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it.simulation;

/**
 * Something that must not be.
 *
 * @param rule what was broken, in a word: two runs fail alike if they break the same rule
 * @param what in words
 */
record Violation(String rule, String what) {

    @Override
    public String toString() {
        return rule + ": " + what;
    }
}
