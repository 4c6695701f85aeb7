/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
/** Which program may do what on the brokers, and why no more. */
package io.orderflow.schemas.rights;
