/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/**
 * What one client may ask for, so that there is something left for the others: requests a second, requests that are open at
 * once, feeds. A client is the subject of a sound token, and where there is none the address that a request comes from.
 */
package io.orderflow.orders.limits;
