/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.OrdersFixture.Told;
import io.orderflow.orders.lifecycle.Transitions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of the topic {@code orders} whatever is written to its inputs; each seed is one history of several orders. */
class AnyHistoryTest {

    private static final List<String> IDS = List.of("A", "B", "C", "D", "E", "F");
    private static final List<String> CHECKS = List.of("inventory", "fraud", "order-details");
    private static final int INPUTS = 250;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void eachOrderTakesOneWayAndIsDecidedInTheEnd(long seed) {
        Random random = new Random(seed);
        try (OrdersFixture orders = new OrdersFixture()) {
            for (int i = 0; i < INPUTS; i++) {
                something(random, orders);
            }
            orders.later(Duration.ofMinutes(10)).later(Duration.ofSeconds(10));

            List<Order> written = orders.orders();
            Map<String, Order> last = new HashMap<>();
            for (Order order : written) {
                Order before = last.put(order.getId(), order);
                if (before == null) {
                    assertThat(order.getState()).isEqualTo(OrderState.CREATED);
                    assertThat(order.getVersion()).isOne();
                } else {
                    assertThat(Transitions.allowed(before.getState(), order.getState()))
                            .isTrue();
                    assertThat(order.getVersion()).isEqualTo(before.getVersion() + 1);
                }
            }
            assertThat(last.values()).extracting(Order::getState).doesNotContain(OrderState.CREATED);
            assertThat(orders.waiting()).isZero();
            assertThat(orders.told()).extracting(Told::order).isEqualTo(written);
            assertThat(orders.told()).allMatch(Told::inView);
            last.forEach(
                    (id, order) -> assertThat(orders.view().get(id).value()).isEqualTo(order));
            assertThat(orders.deadLetters()).extracting(DeadLetter::topic).allMatch("shipments"::equals);
        }
    }

    private static void something(Random random, OrdersFixture orders) {
        String id = one(IDS, random);
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> orders.placed(id);
            case 3 -> orders.cancelled(id);
            case 4 -> orders.shipped(id);
            case 5 -> orders.later(Duration.ofSeconds(random.nextInt(120)));
            case 6 -> orders.judged(Sample.fail(id, one(CHECKS, random), "no"));
            case 7 -> orders.judged(Sample.error(id, one(CHECKS, random), "cannot tell"));
            case 8 -> {
                List<String> all = new ArrayList<>(CHECKS);
                Collections.shuffle(all, random);
                all.forEach(check -> orders.passed(id, check));
            }
            default -> orders.passed(id, one(CHECKS, random));
        }
    }

    private static String one(List<String> of, Random random) {
        return of.get(random.nextInt(of.size()));
    }
}
