/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.orders.instances.Absences.Leave;
import org.junit.jupiter.api.Test;

class AbsencesTest {

    private long now;
    private final Absences<String> absences = new Absences<>(() -> now);

    private void later(long millis) {
        now += millis * 1_000_000;
    }

    @Test
    void oneRequestTriesNowAndThenUntilItIsAnswered() {
        absences.failed("west", now);
        assertThat(absences.leave("west")).isEqualTo(Leave.WAIT);
        assertThat(absences.leave("east")).isEqualTo(Leave.ASK);

        later(300);
        assertThat(absences.leave("west")).isEqualTo(Leave.TRY);
        assertThat(absences.leave("west")).isEqualTo(Leave.WAIT);

        absences.answered("west");
        assertThat(absences.leave("west")).isEqualTo(Leave.ASK);
    }

    @Test
    void whatHasAnsweredOthersMeanwhileIsNotAway() {
        long asked = now;
        later(100);
        absences.answered("west");
        later(100);

        absences.failed("west", asked);

        assertThat(absences.leave("west")).isEqualTo(Leave.ASK);
    }
}
