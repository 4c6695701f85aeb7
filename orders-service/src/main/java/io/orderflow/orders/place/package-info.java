/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** {@code POST /v1/orders}: an order is read, checked for what cannot be an event, written to the log and answered. */
package io.orderflow.orders.place;
