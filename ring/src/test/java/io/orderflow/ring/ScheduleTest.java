/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Set<FaultKind> ALL = EnumSet.allOf(FaultKind.class);

    @Test
    void theSameSeedMakesTheSameFaultsAndAnotherMakesOthers() {
        assertThat(Schedule.of(7, 120, 1, ALL)).isEqualTo(Schedule.of(7, 120, 1, ALL));
        assertThat(Schedule.of(7, 120, 1, ALL)).isEqualTo(Schedule.of(7, 120, 1, Set.copyOf(ALL)));
        assertThat(IntStream.range(0, 20)
                        .mapToObj(seed -> Schedule.of(seed, 120, 1, ALL))
                        .distinct())
                .hasSizeGreaterThan(15);
    }

    @Test
    void whateverTheSeedNoProcessIsMeantByTwoFaultsAtOnceAndTheEndIsQuiet() {
        for (int seed = 0; seed < 200; seed++) {
            List<Fault> faults = Schedule.of(seed, 300, 3, ALL).faults();
            assertThat(faults).as("seed %s", seed).hasSizeGreaterThan(4);
            for (Fault fault : faults) {
                assertThat(fault.begins()).isGreaterThanOrEqualTo(6);
                assertThat(fault.ends()).isLessThanOrEqualTo(288);
                assertThat(faults).filteredOn(other -> !other.equals(fault)).allMatch(fault::isBeside);
            }
        }
    }

    @Test
    void anHourHasEveryKindAndOnlyThoseThatWereAskedFor() {
        assertThat(kinds(Schedule.of(1, 3_600, 1, ALL))).isEqualTo(ALL);
        assertThat(kinds(Schedule.of(1, 3_600, 1, Set.of(FaultKind.KILL, FaultKind.SMTP_AWAY))))
                .containsExactlyInAnyOrder(FaultKind.KILL, FaultKind.SMTP_AWAY);
    }

    @Test
    void someFaultsMeetOthersThatHaveNotEnded() {
        List<Fault> faults = Schedule.of(1, 3_600, 1, ALL).faults();

        assertThat(IntStream.range(1, faults.size())
                        .filter(i -> faults.get(i).begins() < faults.get(i - 1).ends()))
                .isNotEmpty();
    }

    private static Set<FaultKind> kinds(Schedule schedule) {
        return schedule.faults().stream().map(Fault::kind).collect(Collectors.toSet());
    }
}
