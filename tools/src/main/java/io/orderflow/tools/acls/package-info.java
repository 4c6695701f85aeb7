/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Holds the rights that a cluster gives against those that the programs need. */
package io.orderflow.tools.acls;
