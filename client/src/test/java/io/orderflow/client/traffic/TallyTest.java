/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TallyTest {

    private final Tally tally = new Tally();

    @Test
    void percentilesAreOfAllThatWereDecided() {
        for (int millis = 2_000; millis > 0; millis--) {
            tally.decided("VALIDATED", Duration.ofMillis(millis).toNanos());
        }

        assertThat(tally.percentile(0.5)).isEqualTo(1_000);
        assertThat(tally.percentile(0.99)).isEqualTo(1_980);
        assertThat(tally.percentile(1)).isEqualTo(2_000);
    }

    @Test
    void nothingDecidedTakesNoTime() {
        assertThat(tally.percentile(0.99)).isZero();
    }

    @Test
    void theLineTellsRateAndWhatIsStillWaiting() {
        for (int i = 0; i < 30; i++) {
            tally.placed();
        }
        for (int i = 0; i < 20; i++) {
            tally.decided(i < 15 ? "VALIDATED" : "FAILED", Duration.ofMillis(80).toNanos());
        }

        assertThat(tally.line(Duration.ofSeconds(10)))
                .isEqualTo(
                        "   10 s  placed 30 (3.0/s)  decided 20 (2.0/s): 15 validated, 5 failed  waiting 10  errors 0"
                                + "  p50 80 ms  p99 80 ms");
    }
}
