/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

/** The two ways to the brokers: first instances take one, second instances the other. */
enum Way {
    EAST,
    WEST;

    static Way of(int instance) {
        return instance == 1 ? EAST : WEST;
    }
}
