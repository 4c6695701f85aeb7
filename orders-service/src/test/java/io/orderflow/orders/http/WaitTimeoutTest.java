/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WaitTimeoutTest {

    private final WaitTimeout timeouts = new WaitTimeout(Duration.ofSeconds(10), Duration.ofSeconds(60));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "wait=5 | 5",
                "wait=0 | 0",
                "respond-async, wait=7 | 7",
                "respond-async; wait=7; x=y | 7",
                "Wait = 7 | 7",
                "wait=100 | 60",
                "wait=999999999 | 60",
                "wait=-1 | 10",
                "wait=abc | 10",
                "await=7 | 10",
                "return=minimal | 10"
            })
    void aPreferenceIsFollowedAsFarAsItGoes(String prefer, long seconds) {
        assertThat(timeouts.asked(null, List.of(prefer))).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void aParameterGoesBeforeAPreferenceAndTheDefaultIsLast() {
        assertThat(timeouts.asked("250", List.of("wait=5"))).isEqualTo(Duration.ofMillis(250));
        assertThat(timeouts.asked(null, null)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aParameterMustBeRight() {
        assertThat(timeouts.asked("60000", null)).isEqualTo(Duration.ofSeconds(60));
        assertThatThrownBy(() -> timeouts.asked("60001", null)).isInstanceOf(ProblemException.class);
    }
}
