/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Topics that are read for as long as somebody asks what is in them: in no group, and by nobody otherwise. */
package io.orderflow.orders.topic;
