/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What the last minutes were like: how many orders, how soon decided, why failed. */
package io.orderflow.orders.figures;
