/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever checks say, an order and its history can be written. */
class RecordSizeTest {

    private static final String CJK = "\u8336";

    @AutoClose
    private final OrdersFixture orders = new OrdersFixture();

    @Test
    void twoVerdictsOf500000LettersFailTheOrderWithWhatFits() {
        orders.placed("A")
                .judged(Sample.fail("A", "inventory", "x".repeat(500_000)))
                .judged(Sample.fail("A", "order-details", "x".repeat(500_000)))
                .passed("A", "fraud");

        Order failed = orders.orders().get(1);
        assertThat(failed.getState()).isEqualTo(OrderState.FAILED);
        assertThat(failed.getFailures()).hasSize(2);
        assertThat(size(failed)).isLessThan(RecordBounds.LARGEST_RECORD);
        assertThat(orders.history("A")).hasSize(5);
        assertThat(orders.deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void anyOrderWithAnyVerdictsStaysBelowTheLargestRecord(long seed) {
        Random random = new Random(seed);
        Sample.OrderBuilder order = Sample.order("A");
        for (int line = 0; line < RecordBounds.MOST_LINES; line++) {
            order.line(CJK.repeat(RecordBounds.LONGEST_PRODUCT), random.nextInt());
        }
        orders.placed(order.placeOrder());
        for (String check : List.of("inventory", "fraud", "order-details")) {
            orders.judged(Sample.fail("A", check, reasons(random)));
        }

        List<Order> written = orders.orders();
        assertThat(written).extracting(Order::getState).containsExactly(OrderState.CREATED, OrderState.FAILED);
        assertThat(written).allMatch(each -> size(each) < RecordBounds.LARGEST_RECORD);
    }

    private static String[] reasons(Random random) {
        return IntStream.range(0, 1 + random.nextInt(1_000))
                .mapToObj(i -> CJK.repeat(random.nextInt(400)))
                .toArray(String[]::new);
    }

    private static int size(Order order) {
        return EventSerdes.using(new InMemoryRegistry())
                .valuesOf(Topics.ORDERS)
                .serializer()
                .serialize(Topics.ORDERS.name(), order)
                .length;
    }
}
