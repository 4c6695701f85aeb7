/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.Customer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EarlierOrdersTest {

    private final EarlierOrders past = new EarlierOrders();

    @Test
    void countsUnitsOfValidatedOrdersByTheirLastState() {
        past.add(Sample.order("A").line("mug", 2).validated());
        past.add(Sample.order("B").line("mug", 3).created());
        past.add(Sample.order("C").line("mug", 4).validated());
        past.add(Sample.order("C").line("mug", 4).cancelled());
        past.add(Sample.order("D").line("mug", 5).shipped());

        assertThat(past.unitsTaken("mug")).isEqualTo(7);
        assertThat(past.unitsTaken("cup")).isZero();
    }

    @Test
    void putsCustomersFirstWhoOrderedLongestAgo() {
        past.add(Sample.order("A").customer(3).at(Sample.NOON).validated());
        past.add(Sample.order("B")
                .customer(2)
                .at(Sample.NOON.plus(Duration.ofHours(1)))
                .validated());
        past.add(Sample.order("C")
                .customer(3)
                .at(Sample.NOON.plus(Duration.ofHours(2)))
                .validated());

        assertThat(past.leastRecent(List.of(customer(1), customer(2), customer(3), customer(4))))
                .extracting(Customer::getId)
                .containsExactly(4L, 1L, 2L, 3L);
    }

    private static Customer customer(long id) {
        return Sample.customer(id);
    }
}
