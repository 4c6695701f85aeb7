/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code POST /v1/orders/ID/cancel}: asks the life cycle to cancel an order. */
package io.orderflow.orders.cancel;
