/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Server-sent events: committed records of a topic, sent to any number of clients from one consumer. */
package io.orderflow.orders.follow;
