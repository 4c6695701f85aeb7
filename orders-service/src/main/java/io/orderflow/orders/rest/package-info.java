/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The HTTP door: JSON in, a command out; an order or a problem back. */
package io.orderflow.orders.rest;
