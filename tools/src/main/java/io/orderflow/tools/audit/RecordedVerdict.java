/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.audit;

import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import java.util.List;

/**
 * What a check said first.
 *
 * @param words stands for its reasons, of which an audit of many orders has no room to keep the text
 */
record RecordedVerdict(String check, CheckResult result, int words) {

    static RecordedVerdict of(OrderValidation verdict) {
        return new RecordedVerdict(
                verdict.getCheck(),
                verdict.getResult(),
                verdict.getResult() == CheckResult.PASS ? 0 : words(verdict.getReasons()));
    }

    boolean passed() {
        return result == CheckResult.PASS;
    }

    /** A check that refuses without a word is given some by the life cycle: then any one reason will do. */
    boolean isSilent() {
        return words == words(List.of());
    }

    static int words(List<String> reasons) {
        return reasons.hashCode();
    }
}
