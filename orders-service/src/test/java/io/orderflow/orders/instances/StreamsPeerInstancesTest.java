/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class StreamsPeerInstancesTest {

    private static final String VIEW = "orders-view";
    private static final HostInfo EAST = new HostInfo("east", 8081);
    private static final HostInfo WEST = new HostInfo("west", 8081);

    @AutoClose
    private final FakeStreams streams = new FakeStreams();

    private final PeerInstances peers =
            new StreamsPeerInstances(() -> streams, VIEW, () -> new Instance("http", "east", 8081));

    @Test
    void anOrdersOwnerAndStandbysAreThoseOfItsPartition() {
        streams.owns(WEST, "A", 3, EAST);

        assertThat(peers.of("A"))
                .contains(new OrderLocation(
                        3, new Instance("http", "west", 8081), List.of(new Instance("http", "east", 8081))));
    }

    @Test
    void whileItIsNotKnownThereIsNone() {
        assertThat(peers.of("A")).as("not shared out yet").isEmpty();

        streams.owns(HostInfo.unavailable(), "A", 3);
        assertThat(peers.of("A")).as("no instance has it").isEmpty();

        streams.stopped = true;
        assertThat(peers.of("A")).as("not running").isEmpty();
        assertThat(peers.all()).isEmpty();
    }

    @Test
    void onlyInstancesWithAPartOfTheViewCount() {
        streams.client(WEST, Set.of(VIEW), new TopicPartition("orders", 0));
        streams.client(EAST, Set.of(VIEW), new TopicPartition("orders", 1));
        streams.client(new HostInfo("idle", 8081), Set.of());
        streams.client(HostInfo.unavailable(), Set.of(VIEW));

        assertThat(peers.all()).extracting(Instance::host).containsExactly("east", "west");
        assertThat(peers.others()).extracting(Instance::host).containsExactly("west");
    }

    @Test
    void theAssignmentDiffersOnceSomethingHasMoved() {
        streams.client(WEST, Set.of(VIEW), new TopicPartition("orders", 0));
        Object before = peers.assignment();
        assertThat(peers.assignment()).isEqualTo(before);

        streams.client(EAST, Set.of(VIEW), new TopicPartition("orders", 1));

        assertThat(peers.assignment()).isNotEqualTo(before);
    }
}
