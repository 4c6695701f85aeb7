/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The keys as the store of the last release has them: others would not be found after an upgrade. */
class HistoryKeysTest {

    @Test
    void theKeysAreThoseOfTheLastRelease() {
        assertThat(HistoryKeys.event("A-1", 2)).isEqualTo("A-1/2");
        assertThat(HistoryKeys.verdict("A-1", 4711)).isEqualTo("A-1/v4711");
    }

    @Test
    void theKeysOfAnOrderBeginWithItsPrefixAndThoseOfNoOtherDo() {
        assertThat(HistoryKeys.event("A", 1)).startsWith(HistoryKeys.prefix("A"));
        assertThat(HistoryKeys.event("A-1", 1)).doesNotStartWith(HistoryKeys.prefix("A"));
        assertThat(HistoryKeys.possible("A/1")).isFalse();
    }
}
