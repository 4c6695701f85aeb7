/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What can be ordered, and by whom: small reference topics, for whoever places an order by hand. */
package io.orderflow.orders.catalogue;
