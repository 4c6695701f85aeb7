/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HighestRateTest {

    private final List<Integer> tried = new ArrayList<>();

    private int search(int first, int capacity) throws IOException, InterruptedException {
        return HighestRate.search(first, rate -> {
            tried.add(rate);
            return rate <= capacity;
        });
    }

    @Test
    void itIsFoundWithinATenth() throws Exception {
        for (int capacity = 50; capacity < 5_000; capacity += 123) {
            assertThat(search(600, capacity)).isLessThanOrEqualTo(capacity).isGreaterThanOrEqualTo(capacity * 10 / 11);
        }
    }

    @Test
    void ofAGoodGuessItTakesAFewTrials() throws Exception {
        search(1_000, 1_200);

        assertThat(tried).containsExactly(1_000, 1_500, 1_224, 1_106, 1_163);
    }

    @Test
    void whatASystemCouldNotTakeWhileItWasColdIsTriedAgain() throws Exception {
        int found = HighestRate.search(1_000, rate -> {
            tried.add(rate);
            return rate <= (tried.size() < 4 ? 300 : 1_200);
        });

        assertThat(tried).startsWith(1_000, 666, 444, 296, 444);
        assertThat(found).isBetween(1_090, 1_200);
    }

    @Test
    void whatCanTakeNothingHasNone() throws Exception {
        assertThat(search(600, 0)).isZero();
    }
}
