/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import io.orderflow.events.CheckResult;
import io.orderflow.schemas.RecordBounds;
import java.util.List;

/** What a verdict has against an order, in words. */
public final class Refusals {

    private Refusals() {}

    /**
     * Nothing for PASS. A check that refuses without a word must not look like one that passes; of one that says more than an
     * order can hold, what fits.
     */
    public static List<String> of(CheckResult result, List<String> reasons) {
        if (result == CheckResult.PASS) {
            return List.of();
        }
        String silent = result == CheckResult.ERROR ? "could not be checked" : "refused without a reason";
        return reasons.isEmpty() ? List.of(silent) : RecordBounds.reasons(reasons);
    }
}
