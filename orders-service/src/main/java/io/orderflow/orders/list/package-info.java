/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code GET /v1/orders}: lists of orders, newest first; an index of the view, read a page at a time. */
package io.orderflow.orders.list;
