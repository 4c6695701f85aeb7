/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LatenciesTest {

    private final Latencies latencies = new Latencies();

    @Test
    void tellsQuantiles() {
        for (int i = 1; i <= 100; i++) {
            latencies.add(i);
        }

        assertThat(latencies.quantile(0.5)).isEqualTo(51);
        assertThat(latencies.quantile(0.99)).isEqualTo(100);
    }

    @Test
    void forgetsTheOldest() {
        latencies.add(1_000);
        for (int i = 0; i < 4_096; i++) {
            latencies.add(1);
        }

        assertThat(latencies.quantile(1)).isEqualTo(1);
    }

    @Test
    void areZeroWhenThereAreNone() {
        assertThat(latencies.quantile(0.5)).isZero();
    }
}
