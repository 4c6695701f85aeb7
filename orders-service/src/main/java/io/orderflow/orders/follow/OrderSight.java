/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.follow;

import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.CompletableFuture;

/** Tells whether an order is there for whoever asks. */
@FunctionalInterface
public interface OrderSight {

    /** The status with which a GET of {@code orderId} in the name of {@code request} is answered. */
    CompletableFuture<Integer> status(HttpServletRequest request, String orderId);
}
