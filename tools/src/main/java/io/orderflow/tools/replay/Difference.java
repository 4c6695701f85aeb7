/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import java.time.Instant;

/**
 * An order of which the rules would say something else than the check said.
 *
 * @param before what the check said
 * @param now what the rules say
 */
public record Difference(String orderId, long customerId, Instant placedAt, Answer before, Answer now) {

    /** True if it was refused and would pass; false if it passed and would be refused. */
    public boolean wouldPass() {
        return now.passes();
    }
}
