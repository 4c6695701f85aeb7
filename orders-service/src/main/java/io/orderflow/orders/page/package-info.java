/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** The web page at /, and what it may ask of the program that this service runs in. */
package io.orderflow.orders.page;
