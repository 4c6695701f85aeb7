/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.inventory.stock;

import static io.orderflow.common.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderValidation;
import io.orderflow.inventory.state.LineVerdict;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatheringTest {

    private static final Instant LATER = NOON.plusSeconds(1);

    @Test
    void isCompleteOnceAllLinesHaveAnswered() {
        Gathering one = Gathering.of(null).with(line(1, null, NOON));

        assertThat(one.isComplete(2)).isFalse();
        assertThat(one.with(line(0, null, NOON)).isComplete(2)).isTrue();
    }

    @Test
    void aLineThatAnswersTwiceCountsOnce() {
        Gathering twice = Gathering.of(null).with(line(1, "no", NOON)).with(line(1, "no", NOON));

        assertThat(twice.isComplete(2)).isFalse();
        assertThat(twice.verdictOn("A").getReasons()).containsExactly("no");
    }

    @Test
    void passesIfAllLinesDo() {
        Gathering all = Gathering.of(null).with(line(1, null, LATER)).with(line(0, null, NOON));

        assertThat(all.verdictOn("A"))
                .isEqualTo(new OrderValidation("A", "inventory", CheckResult.PASS, List.of(), LATER));
    }

    @Test
    void failsWithEveryReasonInTheOrderOfTheLines() {
        Gathering all = Gathering.of(null)
                .with(line(2, "pan: none", NOON))
                .with(line(1, null, LATER))
                .with(line(0, "kettle: none", NOON));

        assertThat(all.verdictOn("A"))
                .isEqualTo(new OrderValidation(
                        "A", "inventory", CheckResult.FAIL, List.of("kettle: none", "pan: none"), LATER));
    }

    @Test
    void isTheSameAfterItWasKept() {
        Gathering before = Gathering.of(null).with(line(9, "no", LATER)).with(line(0, null, NOON));

        Gathering after = Gathering.of(before.kept(NOON));

        assertThat(after.isComplete(2)).isTrue();
        assertThat(after.verdictOn("A")).isEqualTo(before.verdictOn("A"));
    }

    private static LineVerdict line(int line, @Nullable String refusal, Instant decidedAt) {
        return new LineVerdict(line, 2, refusal, decidedAt);
    }
}
