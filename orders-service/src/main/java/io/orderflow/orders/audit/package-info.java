/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who did what, and who was kept from it, for whoever has to find out later. */
package io.orderflow.orders.audit;
