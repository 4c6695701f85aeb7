/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What clients ask for, on its way into the log. */
package io.orderflow.orders.commands;
