/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static io.orderflow.common.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReadClockTest {

    private static final Instant YESTERDAY = NOON.minus(Duration.ofDays(1));

    private final ReadClock clock = new ReadClock();

    @Test
    void whileOldRecordsComeItIsStillTheirTime() {
        clock.read(YESTERDAY);
        assertThat(clock.tick(NOON)).isEqualTo(YESTERDAY);

        clock.read(YESTERDAY.minusSeconds(1));
        assertThat(clock.tick(NOON)).isEqualTo(YESTERDAY);
    }

    @Test
    void whenNoneHasComeForAWhileItIsTheTimeOnTheWall() {
        clock.read(YESTERDAY);
        clock.tick(NOON);

        assertThat(clock.tick(NOON.plusSeconds(5))).isEqualTo(NOON.plusSeconds(5));
    }

    @Test
    void beforeItHadTheChanceToReadItIsNoTimeAtAll() {
        assertThat(clock.tick(NOON)).isBefore(YESTERDAY);
        assertThat(clock.tick(NOON)).isEqualTo(NOON);
    }

    @Test
    void aRecordFromTheFutureDoesNotTakeItThere() {
        clock.read(NOON.plus(Duration.ofDays(1)));

        assertThat(clock.tick(NOON)).isEqualTo(NOON);
    }
}
