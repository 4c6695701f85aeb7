/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.replay;

import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import java.util.List;

/**
 * What a check says of an order.
 *
 * @param reasons in words; none if it passes
 */
public record Answer(CheckResult result, List<String> reasons) {

    private static final Answer PASS = new Answer(CheckResult.PASS, List.of());

    public Answer {
        reasons = List.copyOf(reasons);
    }

    /** Refused for {@code reasons}; passed if there are none. */
    static Answer of(List<String> reasons) {
        return reasons.isEmpty() ? PASS : new Answer(CheckResult.FAIL, reasons);
    }

    static Answer of(OrderValidation verdict) {
        return verdict.getResult() == CheckResult.PASS ? PASS : new Answer(verdict.getResult(), verdict.getReasons());
    }

    public boolean passes() {
        return result == CheckResult.PASS;
    }
}
