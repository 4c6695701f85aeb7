/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.common.testing.Sample.fail;
import static io.orderflow.common.testing.Sample.order;
import static io.orderflow.common.testing.Sample.pass;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.orderflow.events.CancelOrder;
import io.orderflow.events.OrderCommand;
import io.orderflow.orders.commands.Subjects;
import io.orderflow.orders.history.HistoryProcessor;
import io.orderflow.orders.state.KeptEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the history keeps and tells. */
class HistoryTopologyTest {

    private OrdersFixture orders = new OrdersFixture();

    @AfterEach
    void close() {
        orders.close();
    }

    private void with(String setting, String value) {
        orders.close();
        orders = new OrdersFixture(Map.of(setting, value));
    }

    @Test
    void tellsOfEventsAndVerdictsInTheirOrder() {
        orders.placed("A").passed("A", "fraud", "inventory", "order-details").shipped("A");

        assertThat(orders.history("A"))
                .containsExactly(
                        "CREATED",
                        "fraud PASS COUNTED",
                        "inventory PASS COUNTED",
                        "order-details PASS COUNTED",
                        "VALIDATED",
                        "SHIPPED");
    }

    @Test
    void tellsWhoAskedForWhatClientsAskForAndForNothingElse() {
        Headers customer = by("customer-7");
        orders.placed(order("A").line("kettle", 1).placeOrder(), customer)
                .judged(pass("A", "fraud"), customer)
                .judged(pass("A", "inventory"), customer)
                .judged(pass("A", "order-details"), customer)
                .placed(new OrderCommand("A", "cancel", NOON, new CancelOrder()), by("clerk"));

        assertThat(orders.kept("A"))
                .filteredOn(entry -> entry.getFact() instanceof KeptEvent)
                .extracting(entry -> (KeptEvent) entry.getFact())
                .extracting(KeptEvent::getState, KeptEvent::getBy)
                .containsExactlyInAnyOrder(
                        tuple("CREATED", "customer-7"), tuple("VALIDATED", ""), tuple("CANCELLED", "clerk"));
    }

    @Test
    void aSubjectThatCannotBeShownIsNobody() {
        orders.placed(order("A").line("kettle", 1).placeOrder(), by("eve\nall is well"))
                .placed(order("B").line("kettle", 1).placeOrder(), by("e".repeat(256)));

        assertThat(List.of(orders.kept("A"), orders.kept("B")))
                .allSatisfy(kept ->
                        assertThat(((KeptEvent) kept.get(0).getFact()).getBy()).isEmpty());
    }

    private static Headers by(String subject) {
        return new RecordHeaders().add(Subjects.HEADER, subject.getBytes(UTF_8));
    }

    @Test
    void tellsARepeatFromALateVerdict() {
        orders.placed("A")
                .passed("A", "fraud")
                .judged(fail("A", "fraud", "on second thoughts"))
                .passed("A", "inventory", "order-details")
                .judged(fail("A", "inventory", "too late"));

        assertThat(orders.history("A"))
                .containsExactly(
                        "CREATED",
                        "fraud PASS COUNTED",
                        "fraud FAIL REPEATED",
                        "inventory PASS COUNTED",
                        "order-details PASS COUNTED",
                        "VALIDATED",
                        "inventory FAIL LATE");
    }

    @Test
    void aVerdictAfterTheDeadlineIsLate() {
        orders.placed("A")
                .passed("A", "fraud", "inventory")
                .later(Duration.ofMinutes(6))
                .later(Duration.ofSeconds(10));

        orders.passed("A", "order-details");

        assertThat(orders.history("A"))
                .containsExactly(
                        "CREATED", "fraud PASS COUNTED", "inventory PASS COUNTED", "FAILED", "order-details PASS LATE");
    }

    @Test
    void aVerdictAfterACancellationIsLate() {
        orders.placed("A")
                .passed("A", "fraud")
                .later(Duration.ofSeconds(1))
                .cancelled("A")
                .later(Duration.ofSeconds(1))
                .passed("A", "inventory");

        assertThat(orders.history("A"))
                .containsExactly("CREATED", "fraud PASS COUNTED", "CANCELLED", "inventory PASS LATE");
    }

    @Test
    void aShadowCheckIsShownAndDoesNotDecide() {
        with("orders.checks.shadow", "credit-limit");

        orders.placed("A").judged(fail("A", "credit-limit", "over the limit")).passedByAll("A");

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2");
        assertThat(orders.history("A")).contains("credit-limit FAIL SHADOW");
    }

    @Test
    void aCheckThatNobodyListensToIsNotKept() {
        orders.placed("A").passed("A", "weather");

        assertThat(orders.history("A")).containsExactly("CREATED");
    }

    @Test
    void verdictsOfOneOrderAreBoundedAndItsEventsAreNot() {
        orders.placed("A");
        for (int i = 0; i < HistoryProcessor.MOST_VERDICTS + 10; i++) {
            orders.passed("A", "fraud");
        }
        orders.passedByAll("A");

        assertThat(orders.kept("A")).hasSize(HistoryProcessor.MOST_VERDICTS + 2);
    }

    @Test
    void ordersWhoseIdsBeginAlikeAreKeptApart() {
        orders.placed("A").placed("AB").placed("A-1").placed("A.1").passed("AB", "fraud");

        assertThat(orders.history("A")).containsExactly("CREATED");
        assertThat(orders.history("AB")).containsExactly("CREATED", "fraud PASS COUNTED");
    }

    @Test
    void whatIsNotAboutItsKeyOrIsNothingIsNotKept() {
        orders.placed("A").placed("B").underKey("A", pass("B", "fraud")).withoutValue();

        assertThat(orders.history("A")).containsExactly("CREATED");
        assertThat(orders.history("B")).containsExactly("CREATED");
    }
}
