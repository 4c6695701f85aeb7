/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Breaks the running demo on purpose, from the web page, and watches whether what is promised holds. */
package io.orderflow.demo.breaking;
