/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks.micro;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.events.PlaceOrder;
import io.orderflow.orders.lifecycle.Decision;
import io.orderflow.orders.lifecycle.Decision.Becomes;
import io.orderflow.orders.lifecycle.Decision.Noted;
import io.orderflow.orders.lifecycle.OrderInput;
import io.orderflow.orders.lifecycle.OrderInput.Place;
import io.orderflow.orders.lifecycle.OrderInput.Verdict;
import io.orderflow.orders.lifecycle.OrderLifecycle;
import io.orderflow.orders.state.Undecided;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The life of an order, by the rule that decides it: placed, and passed by three checks. */
@State(Scope.Thread)
public class LifecycleBenchmark {

    private final OrderLifecycle lifecycle = new OrderLifecycle(Orders.CHECKS, Duration.ofMinutes(5));
    private final PlaceOrder content = Orders.placed(1);
    private final List<OrderValidation> verdicts =
            Orders.CHECKS.stream().map(Orders::pass).toList();

    @Benchmark
    public Order decideAnOrder() {
        Becomes created = (Becomes)
                decide(Optional.empty(), Optional.empty(), new Place(Orders.ID, Orders.ID, Orders.NOW, content));
        Optional<Order> order = Optional.of(created.order());
        Optional<Undecided> waiting = created.waiting();
        for (int i = 0; i < verdicts.size() - 1; i++) {
            waiting = Optional.of(((Noted) decide(order, waiting, new Verdict(verdicts.get(i)))).waiting());
        }
        return ((Becomes) decide(order, waiting, new Verdict(verdicts.get(verdicts.size() - 1)))).order();
    }

    private Decision decide(Optional<Order> order, Optional<Undecided> waiting, OrderInput input) {
        return lifecycle.decide(order, waiting, input, Orders.NOW);
    }
}
