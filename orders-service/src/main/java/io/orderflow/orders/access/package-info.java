/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * Who asks, and what they may: bearer tokens (JWT) are verified against an issuer's keys before anything else looks at a request
 * ({@link io.orderflow.orders.access.AccessFilter}), and what they say goes with the request as its
 * {@link io.orderflow.orders.access.Identity}.
 */
package io.orderflow.orders.access;
