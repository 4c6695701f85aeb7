/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatefulWindowsExercise {

    private static final String TOO_MANY = " FAIL [more than 3 orders a minute]";

    private final PaceCheck check = new PaceCheck();
    private final TopologyFixture given = new TopologyFixture(check.name(), check::topology);

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void theFourthOrderWithinAMinuteIsOneTooMany() {
        place("A", "B", "C", "D");

        assertThat(given.verdicts()).containsExactly("A PASS []", "B PASS []", "C PASS []", "D" + TOO_MANY);
    }

    @Test
    void aNewMinuteIsANewBeginning() {
        place("A", "B", "C");
        given.pass(Duration.ofMinutes(1));
        place("D");

        assertThat(given.verdicts()).containsExactly("A PASS []", "B PASS []", "C PASS []", "D PASS []");
    }

    @Test
    void eachCustomerHasAPaceOfTheirOwn() {
        place("A", "B", "C");
        given.created(order("D").customer(2).line("mug", 1));

        assertThat(given.verdicts()).contains("D PASS []");
    }

    @Test
    void anOrderThatIsReadAgainCountsOnceAndGetsTheSameVerdict() {
        place("A", "A", "B", "C", "D", "A", "D");

        assertThat(given.verdicts())
                .containsExactly(
                        "A PASS []",
                        "A PASS []",
                        "B PASS []",
                        "C PASS []",
                        "D" + TOO_MANY,
                        "A PASS []",
                        "D" + TOO_MANY);
    }

    @Test
    void anOrderThatComesLateIsAnsweredAndCountsWhereItBelongs() {
        place("A", "B", "C");
        given.pass(Duration.ofHours(1));
        place("E");

        given.sendAt(Topics.ORDERS, "D", order("D").customer(1).line("mug", 1).created(), Sample.NOON.toEpochMilli());

        assertThat(given.verdicts()).endsWith("E PASS []", "D" + TOO_MANY);
    }

    private void place(String... ids) {
        for (String id : ids) {
            given.created(order(id).customer(1).line("mug", 1));
        }
    }
}
