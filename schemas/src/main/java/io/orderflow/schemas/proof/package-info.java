/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Who gave a verdict: a check signs what it says with a key of its own, and whoever decides by it looks. */
package io.orderflow.schemas.proof;
