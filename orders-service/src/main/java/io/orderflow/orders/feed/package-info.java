/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Topics as they are written, told to any number of readers from one consumer; committed records only. */
package io.orderflow.orders.feed;
