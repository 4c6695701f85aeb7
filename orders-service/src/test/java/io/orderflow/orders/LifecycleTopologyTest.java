/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static io.orderflow.common.testing.Sample.error;
import static io.orderflow.common.testing.Sample.fail;
import static io.orderflow.common.testing.Sample.order;
import static io.orderflow.common.testing.Sample.pass;
import static io.orderflow.events.OrderState.FAILED;
import static io.orderflow.events.OrderState.VALIDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.PinnedTopology;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import io.orderflow.events.OrderCommand;
import io.orderflow.orders.OrdersFixture.Told;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LifecycleTopologyTest {

    private OrdersFixture orders = new OrdersFixture();

    @AfterEach
    void close() {
        orders.close();
    }

    @Test
    void anOrderThatAllChecksPassIsValidated() {
        orders.placed("A").passedByAll("A");

        assertThat(orders.orders())
                .containsExactly(
                        order("A").line("kettle", 2).created(),
                        order("A").line("kettle", 2).validated());
    }

    @Test
    void anOrderFailsWithTheReasonsOfAllChecks() {
        orders.placed("A")
                .judged(fail("A", "order-details", "kettle: costs 24.90, not 1.00", "mug: unknown"))
                .judged(pass("A", "fraud"))
                .judged(error("A", "inventory", "stock of kettle is not known yet"));

        List<Order> written = orders.orders();
        assertThat(written).hasSize(2);
        assertThat(written.get(1).getState()).isEqualTo(FAILED);
        assertThat(written.get(1).getFailures())
                .containsExactly(
                        new CheckFailure("inventory", "stock of kettle is not known yet"),
                        new CheckFailure("order-details", "kettle: costs 24.90, not 1.00"),
                        new CheckFailure("order-details", "mug: unknown"));
    }

    @Test
    void nothingIsWrittenForAVerdictThatDoesNotDecide() {
        orders.placed("A").passed("A", "fraud", "inventory");

        assertThat(orders.transitions()).containsExactly("A CREATED 1");
        assertThat(orders.waiting()).isOne();
    }

    @Test
    void whatIsKnownOfTheChecksGoesWithTheDecision() {
        orders.placed("A").passedByAll("A").placed("B").cancelled("B");

        assertThat(orders.waiting()).isZero();
    }

    @Test
    void repeatsAndLateVerdictsWriteNothing() {
        orders.placed("A").placed("A").passed("A", "fraud", "fraud", "fraud").passedByAll("A");
        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2");

        orders.placed("A").judged(fail("A", "fraud", "on second thoughts")).passedByAll("A");

        assertThat(orders.transitions()).isEmpty();
    }

    @Test
    void ordersDoNotMixUpTheirVerdicts() {
        orders.placed("A").placed("B").passed("A", "inventory").passed("B", "fraud", "order-details");
        assertThat(orders.transitions()).containsExactly("A CREATED 1", "B CREATED 1");

        orders.passed("B", "inventory").passed("A", "order-details", "fraud");

        assertThat(orders.transitions()).containsExactly("B VALIDATED 2", "A VALIDATED 2");
    }

    @Test
    void aVerdictBeforeItsOrderIsNotKept() {
        orders.passedByAll("A").placed("A");

        assertThat(orders.transitions()).containsExactly("A CREATED 1");
    }

    @Test
    void anOrderWithoutItsVerdictsFailsAfterTheTimeoutAndSaysWhoseAreMissing() {
        orders.placed("A").passed("A", "inventory", "order-details").later(Duration.ofMinutes(4));
        assertThat(orders.transitions()).containsExactly("A CREATED 1");

        orders.later(Duration.ofMinutes(2));

        List<Order> written = orders.orders();
        assertThat(written).hasSize(1);
        assertThat(written.get(0).getState()).isEqualTo(FAILED);
        assertThat(written.get(0).getFailures())
                .containsExactly(new CheckFailure("fraud", "no verdict from fraud within 5m"));
        assertThat(orders.waiting()).isZero();
        assertThat(orders.passed("A", "fraud").transitions()).isEmpty();
    }

    @Test
    void onlyTheOrderThatWaitedTooLongFails() {
        orders.placed("A").later(Duration.ofMinutes(3)).placed("B").later(Duration.ofMinutes(3));
        orders.later(Duration.ofSeconds(10));

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "B CREATED 1", "A FAILED 2");
    }

    @Test
    void verdictsThatLayOnTheLogWhileTheServiceWasDownAreInTime() {
        orders.placed("A").passed("A", "inventory").wallClockAdvances(Duration.ofMinutes(10));

        orders.passed("A", "fraud", "order-details");

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2");
    }

    @Test
    void anOrderIsCancelledBeforeOrAfterItIsValidated() {
        orders.placed("A").cancelled("A").passedByAll("A");
        orders.placed("B").passedByAll("B").cancelled("B").cancelled("B");

        assertThat(orders.transitions())
                .containsExactly("A CREATED 1", "A CANCELLED 2", "B CREATED 1", "B VALIDATED 2", "B CANCELLED 3");
        assertThat(orders.deadLetters()).isEmpty();
    }

    @Test
    void aValidatedOrderIsShippedAndThenFinal() {
        orders.placed("A").passedByAll("A").shipped("A").shipped("A").cancelled("A");

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2", "A SHIPPED 3");
        assertThat(orders.deadLetters()).isEmpty();
    }

    @Test
    void aShipmentThatShouldNotHaveBeenGoesToTheDeadLettersAndTheStreamGoesOn() {
        orders.shipped("A").placed("A").shipped("A").passedByAll("A").shipped("A");

        assertThat(orders.deadLetters())
                .containsExactly(
                        new DeadLetter("shipments", "shipment of order A, which is unknown"),
                        new DeadLetter("shipments", "shipment of order A, which is CREATED"));
        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2", "A SHIPPED 3");
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheStreamGoesOn() {
        orders.garbage().placed("A").garbage().passedByAll("A").garbage();

        assertThat(orders.deadLetters())
                .hasSize(9)
                .extracting(DeadLetter::topic)
                .containsOnly("order-commands", "order-validations", "shipments");
        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2");
    }

    @Test
    void aRecordAboutAnotherOrderThanItsKeyNamesGoesToTheDeadLetters() {
        orders.placed("A").underKey("A", pass("B", "fraud"));

        assertThat(orders.deadLetters())
                .containsExactly(new DeadLetter("order-validations", "the key is A, but the record is about order B"));
    }

    @Test
    void aRecordWithoutAValueGoesToTheDeadLetters() {
        orders.withoutValue();

        assertThat(orders.deadLetters())
                .containsExactly(
                        new DeadLetter("order-commands", "the record has no command in it"),
                        new DeadLetter("order-validations", "the record has no verdict in it"),
                        new DeadLetter("shipments", "the record has no shipment in it"));
    }

    @Test
    void theViewHasWhatWasWrittenAndTellsOfItOnceItCanAnswer() {
        orders.placed("A").placed("A").passedByAll("A").placed("B");

        assertThat(orders.told())
                .containsExactly(
                        new Told(order("A").line("kettle", 2).created(), 0, true),
                        new Told(order("A").line("kettle", 2).validated(), 1, true),
                        new Told(order("B").line("kettle", 2).created(), 2, true));
        assertThat(orders.view().get("A").value().getState()).isEqualTo(VALIDATED);
    }

    @Test
    void theTopicOrdersIsTheOnlyChangelogOfTheView() {
        orders.placed("A").passedByAll("A");

        assertThat(orders.topicsWritten())
                .containsExactlyInAnyOrder(
                        "orders", "orders-service-order-changelog", "orders-service-verdicts-changelog");
        assertThat(orders.topicsWrittenByReads())
                .containsExactlyInAnyOrder(
                        "orders-service-reads-history-changelog", "orders-service-reads-orders-index-changelog");
    }

    @Test
    void withoutTransactionsARepeatTellsAgainWhatItLedTo() {
        orders.close();
        orders = new OrdersFixture(Map.of("processing.guarantee", "at_least_once"));

        orders.placed("A").placed("A").passedByAll("A").passed("A", "fraud");

        assertThat(orders.transitions())
                .containsExactly("A CREATED 1", "A CREATED 1", "A VALIDATED 2", "A VALIDATED 2");
    }

    @Test
    void withoutTransactionsWhatWaitsIsNotToldAgainForItsVerdictsOrRepeatsOrChecksWouldAnswerForEver() {
        orders.close();
        orders = new OrdersFixture(Map.of("processing.guarantee", "at_least_once"));
        OrderCommand again = order("A").line("kettle", 2).placeOrder();

        orders.placed("A")
                .passed("A", "fraud", "fraud", "fraud")
                .placed(new OrderCommand("A", "another request", again.getRequestedAt(), again.getCommand()));

        assertThat(orders.transitions()).containsExactly("A CREATED 1");
    }

    @Test
    void withoutTransactionsACancellationTellsAgainWhatItLedTo() {
        orders.close();
        orders = new OrdersFixture(Map.of("processing.guarantee", "at_least_once"));

        orders.placed("A").cancelled("A").cancelled("A").passed("A", "fraud");

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A CANCELLED 2", "A CANCELLED 2");
    }

    @Test
    void theChecksOfAnOrderAreConfiguration() {
        orders.close();
        orders = new OrdersFixture(Map.of("orders.checks", "weather"));

        orders.placed("A").passed("A", "inventory", "weather");

        assertThat(orders.transitions()).containsExactly("A CREATED 1", "A VALIDATED 2");
    }

    @Test
    void nodesAndStoresAreNamedAsTheyWere() {
        PinnedTopology.check(
                OrdersFixture.lifecycle(EventSerdes.using(new InMemoryRegistry())), LifecycleTopologyTest.class);
    }
}
