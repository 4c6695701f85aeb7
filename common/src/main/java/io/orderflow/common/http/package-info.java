/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** What every HTTP server of ours has on top of Jetty, so that slow or greedy clients take nothing from others. */
package io.orderflow.common.http;
