/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.place;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AdmissionControlTest {

    private static final Duration LOOK = Duration.ofMillis(250);

    private final FakeProgress progress = new FakeProgress();
    private final AdmissionControl admission =
            new AdmissionControl(progress, Duration.ofSeconds(1), 10_000, progress::nanoTime);

    /** Looks for four seconds while 1,000 orders a second are decided, each so long after it was placed. */
    private void decidesAThousandASecond(Duration each) {
        for (int i = 0; i < 16; i++) {
            progress.decides(250, each, LOOK);
            admission.look();
        }
    }

    private long admittedOf(int orders) {
        return IntStream.range(0, orders)
                .filter(i -> admission.refusal().isEmpty())
                .count();
    }

    @Test
    void allAreTakenInWhileOrdersAreDecidedSoon() {
        progress.undecided = 900;
        decidesAThousandASecond(Duration.ofMillis(900));

        assertThat(admittedOf(5_000)).isEqualTo(5_000);
        assertThat(admission.refused()).isZero();
    }

    @Test
    void onceOrdersWaitTooLongFewerAreTakenInThanAreDecided() {
        progress.undecided = 1_500;
        decidesAThousandASecond(Duration.ofMillis(1_500));

        assertThat(admittedOf(5_000)).isBetween(190L, 201L); // a look is a quarter of a second
        assertThat(admission.refused()).isGreaterThan(4_700);
        assertThat(admission.refusal())
                .hasValueSatisfying(
                        soon -> assertThat(soon).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(1_600)));
    }

    @Test
    void aQueueThatGrowsIsSeenBeforeThoseInItAreDecided() {
        progress.undecided = 700;
        progress.unread = 700;
        decidesAThousandASecond(Duration.ofMillis(600));

        assertThat(admission.refusal()).isEmpty();
        assertThat(admittedOf(5_000)).isLessThan(201);
    }

    @Test
    void aPartitionThatStandsStillIsNoQueueForTheOthers() {
        progress.undecided = 5_000;
        decidesAThousandASecond(Duration.ofMillis(200));

        assertThat(admittedOf(5_000)).isEqualTo(5_000);
    }

    @Test
    void allAreTakenInAgainWhenTheQueueIsShort() {
        progress.undecided = 1_500;
        decidesAThousandASecond(Duration.ofMillis(1_500));

        progress.undecided = 800;
        decidesAThousandASecond(Duration.ofMillis(800));

        assertThat(admittedOf(5_000)).isEqualTo(5_000);
    }

    @Test
    void aSlowStartIsNoQueue() {
        progress.undecided = 499;
        decidesAThousandASecond(Duration.ofSeconds(7));

        assertThat(admittedOf(100)).isEqualTo(100);
    }

    @Test
    void whileACheckIsAwayNothingIsDecidedAndAllAreTakenIn() {
        progress.undecided = 5_000;
        decidesAThousandASecond(Duration.ofSeconds(3));
        for (int i = 0; i < 24; i++) {
            progress.passes(LOOK);
            admission.look();
        }

        assertThat(admittedOf(1_000)).isEqualTo(1_000);
        assertThat(admission.lastWait()).isZero();
    }

    @Test
    void afterAnOutageOfACheckOrdersMayComeAgainWhenTheRestIsDecidedAndNotAfterAsLongAsTheOutage() {
        progress.undecided = 4_000;
        decidesAThousandASecond(Duration.ofMinutes(4));
        admittedOf(5_000);

        assertThat(admission.refusal())
                .hasValueSatisfying(soon -> assertThat(soon).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(5)));
    }

    @Test
    void noMoreAreTakenInThanFitIntoMemory() {
        progress.undecided = 10_000;
        progress.passes(LOOK);
        admission.look();

        assertThat(admission.refusal()).contains(Duration.ofSeconds(30));
    }
}
