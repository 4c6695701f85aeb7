/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import static io.orderflow.common.testing.Sample.NOON;
import static io.orderflow.events.OrderState.CANCELLED;
import static io.orderflow.events.OrderState.CREATED;
import static io.orderflow.events.OrderState.FAILED;
import static io.orderflow.events.OrderState.SHIPPED;
import static io.orderflow.events.OrderState.VALIDATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.CheckResult;
import io.orderflow.events.OrderCommand;
import io.orderflow.events.OrderLine;
import io.orderflow.orders.lifecycle.Decision.Becomes;
import io.orderflow.orders.lifecycle.Decision.NoChange;
import io.orderflow.orders.lifecycle.Decision.Noted;
import io.orderflow.orders.lifecycle.Decision.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OrderLifecycleTest {

    private final OrderStory order = new OrderStory();

    @Test
    void aPlacedOrderIsCreatedAsAskedForWithTheChecksItMustPass() {
        OrderCommand command =
                Sample.order("A").customer(7).line("kettle", 2, "24.90").placeOrder();

        order.placed(command);

        assertThat(order.known())
                .isEqualTo(Sample.order("A")
                        .customer(7)
                        .line("kettle", 2, "24.90")
                        .checks("inventory", "fraud", "order-details")
                        .created());
        assertThat(order.waits()).isTrue();
    }

    @Test
    void itIsValidatedWhenTheLastCheckHasPassedIt() {
        order.placed().passed("fraud", "inventory");
        assertThat(order.last()).isInstanceOf(Noted.class);

        order.passed("order-details");

        assertThat(order.known().getState()).isEqualTo(VALIDATED);
        assertThat(order.known().getVersion()).isEqualTo(2);
        assertThat(order.waits()).isFalse();
    }

    @Test
    void theFirstRefusalDoesNotDecideSoThatTheCustomerHearsAllReasons() {
        order.placed().refused("order-details", "kettle: costs 24.90, not 1.00", "mug: unknown");
        assertThat(order.known().getState()).isEqualTo(CREATED);

        order.refused("inventory", "kettle: 2 asked, 1 available").passed("fraud");

        assertThat(order.known().getState()).isEqualTo(FAILED);
        assertThat(order.known().getFailures())
                .containsExactly(
                        new CheckFailure("inventory", "kettle: 2 asked, 1 available"),
                        new CheckFailure("order-details", "kettle: costs 24.90, not 1.00"),
                        new CheckFailure("order-details", "mug: unknown"));
    }

    @Test
    void aCheckThatCouldNotBeCarriedOutFailsTheOrder() {
        order.placed().judged("fraud", CheckResult.ERROR, "no rates for XYZ").passed("inventory", "order-details");

        assertThat(order.known().getState()).isEqualTo(FAILED);
        assertThat(order.known().getFailures()).containsExactly(new CheckFailure("fraud", "no rates for XYZ"));
    }

    @Test
    void aRefusalWithoutAWordIsStillARefusal() {
        order.placed().judged("fraud", CheckResult.ERROR).refused("inventory").passed("order-details");

        assertThat(order.known().getFailures())
                .containsExactly(
                        new CheckFailure("inventory", "refused without a reason"),
                        new CheckFailure("fraud", "could not be checked"));
    }

    @Test
    void aCheckThatRepeatsItselfCountsOnce() {
        order.placed().passed("fraud", "fraud", "fraud");

        assertThat(order.last()).isEqualTo(new NoChange());
        assertThat(order.known().getState()).isEqualTo(CREATED);
    }

    @Test
    void theFirstThingThatACheckSaysIsWhatItSaid() {
        order.placed().refused("fraud", "over the limit").passed("fraud", "inventory", "order-details");

        assertThat(order.known().getFailures()).containsExactly(new CheckFailure("fraud", "over the limit"));
    }

    @Test
    void aCheckThatNobodyAskedForDecidesNothing() {
        order.placed().refused("weather", "rain");

        assertThat(order.last()).isEqualTo(new NoChange());
        assertThat(order.passed("inventory", "fraud", "order-details").known().getState())
                .isEqualTo(VALIDATED);
    }

    @Test
    void aLateVerdictChangesNothing() {
        order.placed().passed("inventory", "fraud", "order-details").refused("fraud", "on second thoughts");

        assertThat(order.last()).isEqualTo(new NoChange());
        assertThat(order.known().getState()).isEqualTo(VALIDATED);
    }

    @Test
    void whatConcernsAnUnknownOrderChangesNothing() {
        assertThat(order.passed("inventory").last()).isEqualTo(new NoChange());
        assertThat(order.cancelled().last()).isEqualTo(new NoChange());
        assertThat(order.deadlineLookedFor().last()).isEqualTo(new NoChange());
        assertThat(order.order()).isEmpty();
    }

    @Test
    void anOrderPlacedTwiceStaysAsItWasPlacedFirst() {
        order.placed(Sample.order("A").line("kettle", 1).placeOrder())
                .placed(Sample.order("A").line("mug", 5).placeOrder());

        assertThat(order.last()).isEqualTo(new NoChange());
        assertThat(order.known().getLines()).extracting(OrderLine::getProduct).containsExactly("kettle");
    }

    @Test
    void anOrderPlacedAgainAfterItsDecisionStaysDecided() {
        order.placed().passed("inventory", "fraud", "order-details").placed();

        assertThat(order.last()).isEqualTo(new NoChange());
        assertThat(order.known().getState()).isEqualTo(VALIDATED);
    }

    @Test
    void anOrderThatForgotItsWaitingInACrashWaitsAnewWhenPlacedAgain() {
        order.placed().forgetsThatItWaits().later(Duration.ofMinutes(1)).placed();

        assertThat(order.waits()).isTrue();
        assertThat(order.versions()).hasSize(2).containsOnly(order.known());
    }

    @Test
    void itFailsWhenItHasWaitedTooLongAndSaysForWhom() {
        order.placed()
                .refused("inventory", "kettle: 2 asked, 1 available")
                .later(OrderStory.PATIENCE)
                .deadlineLookedFor();

        assertThat(order.known().getState()).isEqualTo(FAILED);
        assertThat(order.known().getFailures())
                .containsExactly(
                        new CheckFailure("inventory", "kettle: 2 asked, 1 available"),
                        new CheckFailure("fraud", "no verdict from fraud within 5m"),
                        new CheckFailure("order-details", "no verdict from order-details within 5m"));
        assertThat(order.known().getUpdatedAt()).isEqualTo(NOON.plus(OrderStory.PATIENCE));
        assertThat(order.waits()).isFalse();
    }

    @Test
    void aDeadlineThatIsStillToComeChangesNothing() {
        order.placed().later(OrderStory.PATIENCE.minusMillis(1)).deadlineLookedFor();

        assertThat(order.last()).isEqualTo(new NoChange());
    }

    @Test
    void anOrderThatLayOnTheLogForLongHasItsFullTime() {
        OrderCommand command = Sample.order("A").line("kettle", 1).at(NOON).placeOrder();

        order.later(Duration.ofHours(1)).placed(command).deadlineLookedFor();

        assertThat(order.known().getState()).isEqualTo(CREATED);
        assertThat(order.known().getCreatedAt()).isEqualTo(NOON);
    }

    @Test
    void itCanBeCancelledUntilItIsFinal() {
        assertThat(order.placed().cancelled().known().getState()).isEqualTo(CANCELLED);
        assertThat(order.waits()).isFalse();

        OrderStory validated = new OrderStory().placed().passed("inventory", "fraud", "order-details");
        assertThat(validated.cancelled().known().getState()).isEqualTo(CANCELLED);
        assertThat(validated.known().getVersion()).isEqualTo(3);

        OrderStory failed = new OrderStory()
                .placed()
                .refused("fraud", "over the limit")
                .passed("inventory", "order-details")
                .cancelled();
        assertThat(failed.last()).isEqualTo(new NoChange());
        assertThat(failed.known().getState()).isEqualTo(FAILED);
    }

    @Test
    void aVerdictAfterTheCancellationChangesNothing() {
        order.placed().cancelled().passed("inventory", "fraud", "order-details");

        assertThat(order.versions()).hasSize(2);
        assertThat(order.known().getState()).isEqualTo(CANCELLED);
    }

    @Test
    void aValidatedOrderIsShippedOnce() {
        order.placed().passed("inventory", "fraud", "order-details").shipped();
        assertThat(order.last()).isInstanceOf(Becomes.class);
        assertThat(order.known().getState()).isEqualTo(SHIPPED);

        assertThat(order.shipped().last()).isEqualTo(new NoChange());
        assertThat(order.cancelled().last()).isEqualTo(new NoChange());
    }

    @Test
    void aShipmentThatShouldNotHaveBeenIsForAPersonToLookAt() {
        assertThat(order.shipped().last()).isEqualTo(new Refused("shipment of order A, which is unknown"));
        assertThat(order.placed().shipped().last()).isEqualTo(new Refused("shipment of order A, which is CREATED"));
        assertThat(order.cancelled().shipped().last())
                .isEqualTo(new Refused("shipment of order A, which is CANCELLED"));
    }

    @Test
    void noVersionIsDatedBeforeTheOneItFollows() {
        order.placed().later(Duration.ofSeconds(-30)).cancelled();

        assertThat(order.known().getUpdatedAt()).isEqualTo(NOON);
    }

    @Test
    void whatItMustPassIsWhatWasAskedForWhenItWasPlaced() {
        order.placed();
        OrderLifecycle configuredSince = new OrderLifecycle(List.of("inventory"), OrderStory.PATIENCE);

        Decision outcome = configuredSince.decide(
                order.order(), Optional.empty(), new OrderInput.Verdict(Sample.pass("A", "inventory")), NOON);

        assertThat(outcome).isInstanceOf(Noted.class);
    }
}
