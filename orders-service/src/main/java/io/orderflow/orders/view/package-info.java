/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The orders as they are, for readers: the local store, and readers who wait for what is not there yet. */
package io.orderflow.orders.view;
