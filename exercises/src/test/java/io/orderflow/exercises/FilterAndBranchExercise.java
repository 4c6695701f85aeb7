/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.TopologyFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FilterAndBranchExercise {

    private final ReviewCheck check = new ReviewCheck();
    private final TopologyFixture given = new TopologyFixture(check.name(), check::topology);

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void aSmallOrderPassesHoweverManyThereAreOfAThing() {
        given.created(order("A").line("candle", 49, "1.00"));

        assertThat(given.verdicts()).containsExactly("A PASS []");
    }

    @Test
    void aLargeOrderIsLookedAt() {
        given.created(order("A").line("piano", 1, "1000.00"));

        assertThat(given.verdicts()).containsExactly("A FAIL [an order of 1,000 or more is looked at first]");
    }

    @Test
    void anOrderBetweenTheTwoIsCountedThrough() {
        given.created(order("A").line("mug", 10, "5.00"))
                .created(order("B").line("mug", 11, "5.00"))
                .created(order("C").line("piano", 1, "999.99"));

        assertThat(given.verdicts())
                .containsExactly("A PASS []", "B FAIL [mug: 11 asked, at most 10 at a time]", "C PASS []");
    }

    @Test
    void eachOrderIsAnsweredOnce() {
        given.created(order("A").line("mug", 1, "1.00"))
                .created(order("B").line("mug", 1, "100.00"))
                .created(order("C").line("mug", 1, "10000.00"));

        assertThat(given.verdicts()).hasSize(3);
    }
}
