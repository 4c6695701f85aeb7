/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static io.orderflow.events.OrderState.CANCELLED;
import static io.orderflow.events.OrderState.CREATED;
import static io.orderflow.events.OrderState.VALIDATED;
import static io.orderflow.orders.list.IndexKeys.customer;
import static io.orderflow.orders.list.IndexKeys.state;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which orders the index has in which list. */
class IndexTopologyTest {

    private final OrdersFixture orders = new OrdersFixture();

    @AfterEach
    void close() {
        orders.close();
    }

    private void placed(String id, long customer, int second) {
        orders.placed(Sample.order(id)
                .customer(customer)
                .line("kettle", 1)
                .at(Sample.NOON.plusSeconds(second))
                .placeOrder());
    }

    @Test
    void aCustomersOrdersAreListedTheNewestFirst() {
        placed("A", 7, 1);
        placed("C", 7, 3);
        placed("B", 7, 2);
        placed("D", 8, 4);
        placed("E", -7, 4);

        assertThat(orders.listed(customer(7))).containsExactly("C", "B", "A");
        assertThat(orders.listed(customer(8))).containsExactly("D");
        assertThat(orders.listed(customer(-7))).containsExactly("E");
        assertThat(orders.listed(customer(9))).isEmpty();
    }

    @Test
    void anOrderIsInTheListOfTheStateThatItIsIn() {
        orders.placed("A").placed("B").later(Duration.ofSeconds(1)).placed("C");
        assertThat(orders.listed(state(CREATED))).containsExactly("C", "A", "B");

        orders.passedByAll("A").cancelled("B").passedByAll("C").cancelled("C");

        assertThat(orders.listed(state(CREATED))).isEmpty();
        assertThat(orders.listed(state(VALIDATED))).containsExactly("A");
        assertThat(orders.listed(state(CANCELLED))).containsExactly("C", "B");
    }
}
