/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The instances of this service: which of them has an order, and how they reach each other. */
package io.orderflow.orders.instances;
