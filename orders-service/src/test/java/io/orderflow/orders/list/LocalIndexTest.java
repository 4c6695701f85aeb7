/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample.OrderBuilder;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.orders.instances.FakeStreams;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LocalIndexTest {

    private static final OrderFilter ALL = new OrderFilter(Optional.empty(), Optional.empty());
    private static final TopicPartition FIRST = new TopicPartition("orders", 0);
    private static final TopicPartition SECOND = new TopicPartition("orders", 1);

    @AutoClose
    private final FakeStreams streams = new FakeStreams();

    private final LocalIndex index = new LocalIndex(() -> streams, "orders", "view", "index");

    private void has(TopicPartition partition, Order... orders) {
        Map<String, Order> view = new HashMap<>();
        Map<Bytes, byte[]> keys = new HashMap<>();
        for (Order order : orders) {
            ListPosition position = ListPosition.of(order);
            view.put(order.getId(), order);
            keys.put(IndexKeys.at(IndexKeys.customer(order.getCustomerId()), position), new byte[0]);
            keys.put(IndexKeys.at(IndexKeys.state(order.getState()), position), new byte[0]);
        }
        streams.has("view", partition.partition(), new FakeStore<String, Order>(view));
        streams.has("index", partition.partition(), new FakeStore<Bytes, byte[]>(keys));
    }

    private static OrderBuilder by(long customer, String id) {
        return order(id).customer(customer).line("kettle", 1);
    }

    @Test
    void aPageIsOfAllPartitionsHereAndSaysWhereItEnds() {
        streams.reads(FIRST, SECOND);
        has(FIRST, by(7, "A").created(), by(8, "B").validated());
        has(SECOND, by(7, "C").created());

        PartialPage page = index.page(ALL, Optional.empty(), 2);
        PartialPage rest = index.page(ALL, page.lookedTo(), 2);

        assertThat(page.orders()).extracting(Order::getId).containsExactly("A", "B");
        assertThat(page.partitions()).containsExactlyInAnyOrder(0, 1);
        assertThat(rest.orders()).extracting(Order::getId).containsExactly("C");
        assertThat(rest.lookedTo()).as("no more at all").isEmpty();
    }

    @Test
    void aFilterIsByCustomerStateOrBoth() {
        streams.reads(FIRST);
        has(FIRST, by(7, "A").created(), by(7, "B").validated(), by(8, "C").validated());

        assertThat(ids(Optional.of(7L), Optional.empty())).containsExactlyInAnyOrder("A", "B");
        assertThat(ids(Optional.empty(), Optional.of(OrderState.VALIDATED))).containsExactlyInAnyOrder("B", "C");
        assertThat(ids(Optional.of(7L), Optional.of(OrderState.VALIDATED))).containsExactly("B");
    }

    private Set<String> ids(Optional<Long> customer, Optional<OrderState> state) {
        return Set.copyOf(index.page(new OrderFilter(customer, state), Optional.empty(), 10).orders().stream()
                .map(Order::getId)
                .toList());
    }

    @Test
    void aPartitionThatIsStillReadInIsNotAmongThoseLookedInto() {
        streams.reads(FIRST, SECOND);
        has(FIRST, by(7, "A").created());

        PartialPage page = index.page(ALL, Optional.empty(), 10);

        assertThat(page.orders()).hasSize(1);
        assertThat(page.partitions()).containsExactly(0);
    }

    @Test
    void anOrderThatCannotBeReadHidesNoOther() {
        streams.reads(FIRST);
        has(FIRST, by(7, "A").created(), by(7, "B").created());
        view(FIRST).failing("A", new SerializationException("garbage"));

        assertThat(index.page(ALL, Optional.empty(), 10).orders())
                .extracting(Order::getId)
                .containsExactly("B");
    }

    @Test
    void whileTheRegistryIsAwayNoOrderIsLeftOut() {
        streams.reads(FIRST);
        has(FIRST, by(7, "A").created(), by(7, "B").created());
        view(FIRST).failing("A", new RegistryUnavailableException("does not answer", new RuntimeException()));

        assertThat(index.page(ALL, Optional.empty(), 10).partitions())
                .as("none was looked into")
                .isEmpty();
    }

    @SuppressWarnings("unchecked") // as it was made
    private FakeStore<String, Order> view(TopicPartition partition) {
        return (FakeStore<String, Order>) streams.content("view", partition.partition());
    }

    @Test
    void allPartitionsAreThoseOfAllInstancesAndNoneWhileThatIsNotKnown() {
        streams.client(new HostInfo("east", 1), Set.of("view"), FIRST, new TopicPartition("payments", 5));
        streams.client(new HostInfo("west", 1), Set.of("view"), SECOND);
        assertThat(index.allPartitions()).containsExactlyInAnyOrder(0, 1);

        streams.stopped = true;
        assertThat(index.allPartitions()).isEmpty();
        assertThat(index.page(ALL, Optional.empty(), 10).partitions()).isEmpty();
    }
}
