/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import java.util.List;

/**
 * A sample of what a shop meets.
 *
 * @param title what happens, in words
 * @param carts the orders, placed at the same moment
 * @param folded shown as one line, for it is many orders of one kind
 */
record Sample(String title, List<Cart> carts, Expectation expectation, boolean folded) {

    Sample {
        carts = List.copyOf(carts);
    }
}
