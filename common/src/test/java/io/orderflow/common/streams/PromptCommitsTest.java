/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromptCommitsTest {

    private static final long NOW = 1_000_000;

    private final PromptCommits commits = new PromptCommits();

    @Test
    void commitsWhatComesAlone() {
        assertThat(commits.isDue(NOW)).isTrue();
        assertThat(commits.isDue(NOW + 40)).isTrue();
        assertThat(commits.isDue(NOW + 80)).isTrue();
    }

    @Test
    void leavesToTheIntervalWhatComesRightAfterACommit() {
        commits.isDue(NOW);

        assertThat(commits.isDue(NOW + 19)).isFalse();
        assertThat(commits.isDue(NOW + 20)).isTrue();
    }

    @Test
    void leavesItAllToTheIntervalWhileMuchPasses() {
        assertThat(dueOf(NOW, 400)).isLessThanOrEqualTo(2);
    }

    @Test
    void commitsAgainOnceLessPasses() {
        dueOf(NOW, 400);

        assertThat(commits.isDue(NOW + 2_000)).isTrue();
    }

    @Test
    void goesOnWhenTheClockIsSetBack() {
        commits.isDue(NOW);

        assertThat(commits.isDue(NOW - 3_600_000)).isTrue();
    }

    /** Of so many records within a second. */
    private int dueOf(long from, int records) {
        int due = 0;
        for (int i = 0; i < records; i++) {
            if (commits.isDue(from + i * 1_000L / records)) {
                due++;
            }
        }
        return due;
    }
}
