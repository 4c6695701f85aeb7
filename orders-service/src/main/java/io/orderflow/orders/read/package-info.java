/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code GET /v1/orders/ID}: the view of the orders, and requests that wait for one that is not there yet. */
package io.orderflow.orders.read;
