/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

/** What the services that wrote the log were told to guarantee: their setting {@code processing.guarantee}. */
public enum Guarantee {
    /** Each record once. */
    EXACTLY_ONCE_V2,
    /** A crash may repeat what was written since the last commit; it never makes another thing of it. */
    AT_LEAST_ONCE
}
