/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.events.Customer;
import io.orderflow.schemas.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EnrichWithJoinsExercise {

    private final LevelCheck check = new LevelCheck();
    private final TopologyFixture given = new TopologyFixture(check.name(), check::topology);

    @AfterEach
    void close() {
        given.close();
    }

    @Test
    void whatAnOrderMayComeToDependsOnItsCustomer() {
        customer(1, "bronze");
        customer(2, "gold");

        given.created(order("A").customer(1).line("piano", 1, "500.00"))
                .created(order("B").customer(1).line("piano", 1, "500.01"))
                .created(order("C").customer(2).line("piano", 1, "500.01"));

        assertThat(given.verdicts())
                .containsExactly("A PASS []", "B FAIL [bronze customers may order for 500 at a time]", "C PASS []");
    }

    @Test
    void theLevelIsTheOneThatTheCustomerHasWhenTheOrderComes() {
        customer(1, "bronze");
        given.created(order("A").customer(1).line("piano", 1, "900.00"));
        customer(1, "silver");
        given.created(order("B").customer(1).line("piano", 1, "900.00"));

        assertThat(given.verdicts())
                .containsExactly("A FAIL [bronze customers may order for 500 at a time]", "B PASS []");
    }

    @Test
    void anOrderOfNobodyKnownIsAnsweredToo() {
        given.created(order("A").customer(404).line("piano", 1, "1.00"));

        assertThat(given.verdicts()).containsExactly("A ERROR [customer 404 is not known]");
    }

    private void customer(long id, String level) {
        given.send(Topics.CUSTOMERS, id, new Customer(id, "Customer " + id, "c" + id + "@example.com", level));
    }
}
