/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

/** A promise that was not kept, and what shows it. */
record Breach(Promise promise, String what) {}
