/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code GET /v1/orders/ID/history}: what happened to an order and why, kept as it is read from the log. */
package io.orderflow.orders.history;
