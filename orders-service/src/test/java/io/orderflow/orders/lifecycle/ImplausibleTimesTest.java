/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import static io.orderflow.common.testing.Sample.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import io.orderflow.events.Shipment;
import io.orderflow.orders.lifecycle.Decision.Becomes;
import io.orderflow.orders.lifecycle.OrderInput.Cancel;
import io.orderflow.orders.lifecycle.OrderInput.Place;
import io.orderflow.orders.lifecycle.OrderInput.Shipped;
import io.orderflow.orders.lifecycle.OrderInput.Verdict;
import io.orderflow.orders.state.Undecided;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever time an input tells, an order is dated by one that can be true, and so are all its later versions. */
class ImplausibleTimesTest {

    private final OrderLifecycle lifecycle = new OrderLifecycle(List.of("fraud"), Duration.ofMinutes(5));

    static Stream<Instant> times() {
        return Stream.of(
                Instant.ofEpochMilli(NOON.toEpochMilli() * 1_000),
                NOON.plus(Duration.ofDays(365)),
                NOON.plusSeconds(61),
                Instant.ofEpochMilli(NOON.toEpochMilli() / 1_000),
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("times")
    void anOrderIsPlacedNow(Instant told) {
        Place place = new Place("A", "r", told, new PlaceOrder(7L, "EUR", List.of()));

        Order order = becomes(Optional.empty(), place);

        assertThat(order.getCreatedAt()).isEqualTo(NOON);
        assertThat(order.getUpdatedAt()).isEqualTo(NOON);
    }

    @ParameterizedTest
    @MethodSource("times")
    void aVerdictACancellationAndAShipmentDateNothing(Instant told) {
        Optional<Order> created = Optional.of(
                Sample.order("A").checks("fraud").at(NOON.minusSeconds(9)).created());
        Verdict verdict = new Verdict(new OrderValidation("A", "fraud", CheckResult.PASS, List.of(), told));

        Order validated = becomes(created, verdict);

        assertThat(validated.getUpdatedAt()).isEqualTo(NOON);
        assertThat(becomes(created, new Cancel("A", told)).getUpdatedAt()).isEqualTo(NOON);
        assertThat(becomes(Optional.of(validated), new Shipped(new Shipment("A", told)))
                        .getUpdatedAt())
                .isEqualTo(NOON);
    }

    private Order becomes(Optional<Order> order, OrderInput input) {
        Undecided waiting = new Undecided(NOON, List.of());
        return ((Becomes) lifecycle.decide(order, Optional.of(waiting), input, NOON)).order();
    }
}
