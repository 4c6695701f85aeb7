/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.demo.Expectation.Accepted;
import io.orderflow.demo.Expectation.OnlyOne;
import io.orderflow.demo.Expectation.RefusedBy;
import io.orderflow.events.OrderState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ExpectationTest {

    private static final OrderOutcome VALIDATED = new OrderOutcome(OrderState.VALIDATED, Set.of());
    private static final OrderOutcome NO_STOCK = new OrderOutcome(OrderState.FAILED, Set.of("inventory"));
    private static final OrderOutcome UNKNOWN =
            new OrderOutcome(OrderState.FAILED, Set.of("inventory", "order-details"));

    @Test
    void acceptanceWantsAllValidated() {
        assertThat(new Accepted().isMet(List.of(VALIDATED, VALIDATED))).isTrue();
        assertThat(new Accepted().isMet(List.of(VALIDATED, NO_STOCK))).isFalse();
    }

    @Test
    void refusalWantsTheCheckAmongThoseThatRefused() {
        assertThat(new RefusedBy("order-details").isMet(List.of(UNKNOWN))).isTrue();
        assertThat(new RefusedBy("order-details").isMet(List.of(NO_STOCK))).isFalse();
        assertThat(new RefusedBy("inventory").isMet(List.of(VALIDATED))).isFalse();
    }

    @Test
    void onlyOneMayPass() {
        OnlyOne onlyOne = new OnlyOne("inventory");

        assertThat(onlyOne.isMet(List.of(NO_STOCK, VALIDATED))).isTrue();
        assertThat(onlyOne.isMet(List.of(VALIDATED, VALIDATED))).isFalse();
        assertThat(onlyOne.isMet(List.of(NO_STOCK, NO_STOCK))).isFalse();
    }

    @Test
    void saysWhatHappenedInstead() {
        assertThat(Expectation.words(List.of(VALIDATED, UNKNOWN, VALIDATED)))
                .isEqualTo("2 VALIDATED, FAILED by inventory, order-details");
    }
}
