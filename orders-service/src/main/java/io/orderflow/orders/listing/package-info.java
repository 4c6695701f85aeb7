/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Lists of orders, newest first: an index of the view, read a page at a time. */
package io.orderflow.orders.listing;
