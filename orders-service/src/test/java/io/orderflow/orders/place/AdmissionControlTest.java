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
        progress.underWay = 900;
        decidesAThousandASecond(Duration.ofMillis(450));

        assertThat(admittedOf(5_000)).isEqualTo(5_000);
        assertThat(admission.refused()).isZero();
    }

    @Test
    void onceOrdersAreDecidedLateOnlyThoseAreUnderWayThatCanBeDecidedInTime() {
        progress.underWay = 400;
        decidesAThousandASecond(Duration.ofMillis(600));

        assertThat(admittedOf(5_000)).isBetween(400L, 600L); // with those, what is decided in a second
        assertThat(admission.refused()).isGreaterThan(4_000);
    }

    @Test
    void whileTooManyAreUnderWayFewerAreTakenInThanAreDecided() {
        progress.underWay = 1_500;
        decidesAThousandASecond(Duration.ofMillis(1_500));

        assertThat(admittedOf(5_000)).isBetween(90L, 125L); // a look is a quarter of a second
        assertThat(admission.refusal())
                .hasValueSatisfying(
                        soon -> assertThat(soon).isBetween(Duration.ofMillis(1_500), Duration.ofMillis(2_000)));
    }

    @Test
    void whenDecisionsGetSlowerTheNumberUnderWayDoesNotFallForEver() {
        progress.underWay = 300;
        for (int i = 0; i < 100; i++) {
            progress.decides(2, Duration.ofSeconds(30), LOOK);
            admission.look();
        }

        assertThat(admittedOf(5_000)).isEqualTo(700); // 1,000 in all
    }

    @Test
    void afterAPauseAsManyMayBeUnderWayAsBeforeIt() {
        progress.underWay = 500;
        for (int i = 0; i < 100; i++) {
            progress.decides(500, Duration.ofMillis(600), LOOK); // 2,000 a second
            admission.look();
        }
        progress.passes(LOOK);
        admission.look();

        assertThat(admittedOf(5_000)).isBetween(1_300L, 1_500L); // with those, nearly what is decided in a second
    }

    @Test
    void aPartitionThatStandsStillIsNoQueueForTheOthers() {
        progress.underWay = 5_000;
        decidesAThousandASecond(Duration.ofMillis(200));

        assertThat(admittedOf(5_000)).isEqualTo(5_000);
    }

    @Test
    void allAreTakenInAgainWhenOrdersAreDecidedSoon() {
        progress.underWay = 1_500;
        decidesAThousandASecond(Duration.ofMillis(1_500));

        progress.underWay = 300;
        decidesAThousandASecond(Duration.ofMillis(300));

        assertThat(admittedOf(5_000)).isEqualTo(5_000);
    }

    @Test
    void whileACheckIsAwayNothingIsDecidedAndAllAreTakenIn() {
        progress.underWay = 5_000;
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
        progress.underWay = 4_000;
        decidesAThousandASecond(Duration.ofMinutes(4));
        admittedOf(5_000);

        assertThat(admission.refusal())
                .hasValueSatisfying(soon -> assertThat(soon).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6)));
    }

    @Test
    void noMoreAreTakenInThanFitIntoMemory() {
        progress.underWay = 9_990;
        progress.passes(LOOK);
        admission.look();

        assertThat(admittedOf(1_000)).isEqualTo(10);
        assertThat(admission.refusal()).contains(Duration.ofSeconds(30));
    }
}
