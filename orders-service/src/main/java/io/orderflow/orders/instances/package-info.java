/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * The instances of this service: which of them owns an order, and how a request about it gets there and its answer back
 * ({@link io.orderflow.orders.instances.OwnerRouting}).
 */
package io.orderflow.orders.instances;
