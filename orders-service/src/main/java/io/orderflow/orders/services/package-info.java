/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who works on the topics, and how far behind they are: the consumer groups as the cluster knows them. */
package io.orderflow.orders.services;
