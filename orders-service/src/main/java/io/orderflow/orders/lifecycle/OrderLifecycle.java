/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.lifecycle;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.PlausibleTime;
import io.orderflow.events.CheckFailure;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.orders.lifecycle.Decision.Becomes;
import io.orderflow.orders.lifecycle.Decision.NoChange;
import io.orderflow.orders.lifecycle.Decision.Noted;
import io.orderflow.orders.lifecycle.Decision.Refused;
import io.orderflow.orders.lifecycle.OrderInput.Cancel;
import io.orderflow.orders.lifecycle.OrderInput.Deadline;
import io.orderflow.orders.lifecycle.OrderInput.Place;
import io.orderflow.orders.lifecycle.OrderInput.Shipped;
import io.orderflow.orders.lifecycle.OrderInput.Verdict;
import io.orderflow.orders.state.Undecided;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Decides what an input makes of an order: the one place in the system where an order changes (the <em>single writer
 * principle</em>, and <em>waiting for N events</em>, of <em>Designing Event-Driven Systems</em>). A pure function.
 *
 * <p>Whatever comes, in whatever order and however often:
 *
 * <ul>
 *   <li>an order takes only the ways of {@link Transitions}, and so has one final state;
 *   <li>its versions are 1, 2, 3… without a gap, and no version is dated before the one that it follows;
 *   <li>none is dated by a time that cannot be true ({@link PlausibleTime}), whatever an input says;
 *   <li>what placed it, its lines and its checks never change;
 *   <li>it is VALIDATED only if each of its checks has passed it, each by its first verdict;
 *   <li>FAILED only with a reason.
 * </ul>
 *
 * <p>All checks are waited for, also after the first has refused: the customer is told everything that is wrong at once.
 */
public final class OrderLifecycle {

    private final List<String> checks;
    private final Duration timeout;

    /**
     * {@code checks} are what a new order must pass; those of an order that is there already are its own. {@code timeout} is
     * how long an order waits for them.
     */
    public OrderLifecycle(List<String> checks, Duration timeout) {
        this.checks = List.copyOf(checks);
        this.timeout = requireNonNull(timeout, "timeout");
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("an order that must pass no check would never be decided");
        }
    }

    /**
     * Whether {@code input} can be the one that made {@code order} what it is. Another that changes nothing, such as a verdict on
     * an order that is still CREATED, has not.
     */
    public static boolean canHaveLedTo(Order order, OrderInput input) {
        OrderState state = order.getState();
        if (input instanceof Place place) {
            return state == OrderState.CREATED && place.requestId().equals(order.getRequestId());
        }
        if (input instanceof Cancel) {
            return state == OrderState.CANCELLED;
        }
        if (input instanceof Shipped) {
            return state == OrderState.SHIPPED;
        }
        boolean isVerdict = input instanceof Verdict;
        return state == OrderState.FAILED || (isVerdict && state == OrderState.VALIDATED);
    }

    /**
     * What becomes of {@code order} by {@code input}.
     *
     * @param order as it is now, if it is known
     * @param waiting what is known of its checks, if it waits for any
     * @param now by the clock of this service; an order waits from when it was first seen here, so that one that lay on the
     *     log while the service was down still has its time
     */
    public Decision decide(Optional<Order> order, Optional<Undecided> waiting, OrderInput input, Instant now) {
        if (input instanceof Place place) {
            return order.map(known -> placedAgain(known, waiting, now)).orElseGet(() -> placed(place, now));
        }
        if (input instanceof Cancel cancel) {
            return order.map(known -> cancelled(known, cancel, now)).orElseGet(NoChange::new);
        }
        if (input instanceof Verdict verdict) {
            return order.map(known ->
                            judged(known, waiting.orElseGet(() -> Checks.none(now)), verdict.validation(), now))
                    .orElseGet(NoChange::new);
        }
        if (input instanceof Shipped shipped) {
            return order.map(known -> shipped(known, shipped, now))
                    .orElseGet(() -> new Refused("shipment of order %s, which is unknown".formatted(input.orderId())));
        }
        if (input instanceof Deadline deadline) {
            return order.flatMap(known -> waiting.map(checks -> expired(known, checks, deadline)))
                    .orElseGet(NoChange::new);
        }
        throw new IllegalArgumentException("an input without a rule: " + input);
    }

    /** True if an order has waited for its checks for as long as it may. */
    public boolean isDue(Undecided waiting, Instant now) {
        return !now.isBefore(waiting.getSince().plus(timeout));
    }

    private Decision placed(Place place, Instant now) {
        Instant at = PlausibleTime.of(place.at(), now);
        Order order = new Order(
                place.orderId(),
                place.content().getCustomerId(),
                OrderState.CREATED,
                1,
                place.content().getCurrency(),
                place.content().getLines(),
                checks,
                List.of(),
                place.requestId(),
                at,
                at);
        return new Becomes(order, Optional.of(Checks.none(now)));
    }

    /** First come, first kept. Only a crash without transactions can have lost that the order waits: then it waits anew. */
    private static Decision placedAgain(Order order, Optional<Undecided> waiting, Instant now) {
        return order.getState() == OrderState.CREATED && waiting.isEmpty()
                ? new Becomes(order, Optional.of(Checks.none(now)))
                : new NoChange();
    }

    private static Decision cancelled(Order order, Cancel cancel, Instant now) {
        return Transitions.allowed(order.getState(), OrderState.CANCELLED)
                ? decided(Transitions.next(order, OrderState.CANCELLED, List.of(), PlausibleTime.of(cancel.at(), now)))
                : new NoChange();
    }

    private Decision judged(Order order, Undecided waiting, OrderValidation verdict, Instant now) {
        if (order.getState() != OrderState.CREATED) {
            return new NoChange();
        }
        return new Checks(order.getChecks(), waiting)
                .with(verdict)
                .<Decision>map(checks -> checks.missing().isEmpty()
                        ? decided(afterAll(order, checks, PlausibleTime.of(verdict.getCheckedAt(), now)))
                        : new Noted(checks.known()))
                .orElseGet(NoChange::new);
    }

    private Decision expired(Order order, Undecided waiting, Deadline deadline) {
        return order.getState() == OrderState.CREATED && isDue(waiting, deadline.at())
                ? decided(afterAll(order, new Checks(order.getChecks(), waiting), deadline.at()))
                : new NoChange();
    }

    private Order afterAll(Order order, Checks checks, Instant at) {
        List<CheckFailure> failures = checks.failures(timeout);
        OrderState state = failures.isEmpty() ? OrderState.VALIDATED : OrderState.FAILED;
        return Transitions.next(order, state, failures, at);
    }

    private static Decision shipped(Order order, Shipped shipped, Instant now) {
        if (Transitions.allowed(order.getState(), OrderState.SHIPPED)) {
            return decided(Transitions.next(order, OrderState.SHIPPED, List.of(), PlausibleTime.of(shipped.at(), now)));
        }
        return order.getState() == OrderState.SHIPPED
                ? new NoChange()
                : new Refused("shipment of order %s, which is %s".formatted(order.getId(), order.getState()));
    }

    private static Decision decided(Order order) {
        return new Becomes(order, Optional.empty());
    }
}
