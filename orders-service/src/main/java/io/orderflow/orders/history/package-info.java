/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What happened to each order and why: kept as it is read from the log, told when somebody asks. */
package io.orderflow.orders.history;
