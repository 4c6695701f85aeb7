/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** HTTP: the server, problems, JSON and what all use cases answer alike. */
package io.orderflow.orders.http;
