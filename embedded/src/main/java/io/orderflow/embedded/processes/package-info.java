/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Parts of a system as processes of their own, for what measures or tests it from outside. Knows no service but by name. */
package io.orderflow.embedded.processes;
