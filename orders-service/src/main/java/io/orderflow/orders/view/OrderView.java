/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.view;

/** The committed orders, by id (the book's <em>event-sourced view</em>, chapters 7 and 15). */
public interface OrderView {

    /** Looks now; neither waits nor throws. */
    Look look(String orderId);
}
