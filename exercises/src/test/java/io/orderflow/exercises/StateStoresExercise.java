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

class StateStoresExercise {

    private final RationCheck check = new RationCheck();
    private final TopologyFixture given = new TopologyFixture(check.name(), check::topology);

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void theRationIsOfAllOrdersTogether() {
        given.created(order("A").line("kettle", 3))
                .created(order("B").line("kettle", 2))
                .created(order("C").line("kettle", 1));

        assertThat(given.verdicts()).containsExactly("A PASS []", "B PASS []", "C FAIL [kettle: 1 asked, 0 of 5 left]");
    }

    @Test
    void itIsOneForEachProductAndEachCustomer() {
        given.created(order("A").customer(1).line("kettle", 5))
                .created(order("B").customer(1).line("mug", 5))
                .created(order("C").customer(2).line("kettle", 5));

        assertThat(given.verdicts()).containsExactly("A PASS []", "B PASS []", "C PASS []");
    }

    @Test
    void whatIsRefusedTakesNothing() {
        given.created(order("A").line("kettle", 4).line("mug", 6))
                .created(order("B").line("kettle", 5));

        assertThat(given.verdicts()).containsExactly("A FAIL [mug: 6 asked, 5 of 5 left]", "B PASS []");
    }

    @Test
    void allReasonsAreTold() {
        given.created(order("A").line("mug", 6).line("kettle", 7));

        assertThat(given.verdicts())
                .containsExactly("A FAIL [kettle: 7 asked, 5 of 5 left, mug: 6 asked, 5 of 5 left]");
    }

    @Test
    void anOrderThatIsReadAgainTakesNothingMoreAndGetsTheSameVerdict() {
        given.created(order("A").line("kettle", 3))
                .created(order("A").line("kettle", 3))
                .created(order("B").line("kettle", 3))
                .created(order("C").line("kettle", 2))
                .created(order("B").line("kettle", 3));

        assertThat(given.verdicts())
                .containsExactly(
                        "A PASS []",
                        "A PASS []",
                        "B FAIL [kettle: 3 asked, 2 of 5 left]",
                        "C PASS []",
                        "B FAIL [kettle: 3 asked, 2 of 5 left]");
    }
}
