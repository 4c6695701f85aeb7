/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Order;
import io.orderflow.orders.instances.FakeStreams;
import io.orderflow.orders.instances.Instance;
import io.orderflow.orders.instances.StreamsPeerInstances;
import io.orderflow.orders.list.FakeStore;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.util.Map;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class LocalViewTest {

    private static final Order KNOWN = order("A").line("kettle", 1).created();
    private static final HostInfo HERE = new HostInfo("here", 8081);
    private static final HostInfo THERE = new HostInfo("there", 8081);

    @AutoClose
    private final FakeStreams streams = new FakeStreams();

    private final LocalView view = new LocalView(
            () -> streams,
            LocalView.STORE,
            new StreamsPeerInstances(() -> streams, LocalView.STORE, () -> new Instance("http", "here", 8081)));

    @Test
    void anOrderOfThisInstanceIsFoundOrAbsentByItsPartition() {
        streams.owns(HERE, "A", 2);
        streams.owns(HERE, "B", 2);
        streams.has(LocalView.STORE, 2, new FakeStore<>(Map.of("A", KNOWN)));

        assertThat(view.look("A")).isEqualTo(new ViewLookup.Found(KNOWN, 2));
        assertThat(view.look("B")).isEqualTo(new ViewLookup.Absent(2));
        assertThat(streams.askedForStaleStores).isFalse();
    }

    @Test
    void anotherInstancesOrderIsElsewhereAndACopyOfItMayBeHere() {
        streams.owns(THERE, "A", 2, HERE);
        streams.has(LocalView.STORE, 2, new FakeStore<>(Map.of("A", KNOWN)));

        assertThat(view.look("A")).isEqualTo(new ViewLookup.Elsewhere());
        assertThat(view.lookAtCopy("A")).isEqualTo(new ViewLookup.Found(KNOWN, 2));
        assertThat(streams.askedForStaleStores).isTrue();
    }

    @Test
    void whileThePartitionIsReadInNothingIsSaidOfTheOrder() {
        streams.owns(HERE, "A", 2);

        assertThat(view.look("A")).isInstanceOf(ViewLookup.Unavailable.class);
        assertThat(view.look("unassigned")).isInstanceOf(ViewLookup.Unavailable.class);
    }

    @Test
    void aRecordThatCannotBeReadIsNoOrderAndIsCounted() {
        streams.owns(HERE, "A", 2);
        streams.has(LocalView.STORE, 2, new SerializationException("garbage"));

        assertThat(view.look("A")).isEqualTo(new ViewLookup.Absent(2));
        assertThat(view.unreadable()).isEqualTo(1);
    }

    @Test
    void aRegistryThatIsAwayIsNotTakenForAMissingOrder() {
        streams.owns(HERE, "A", 2);
        streams.has(LocalView.STORE, 2, new RegistryUnavailableException("does not answer", new RuntimeException()));

        assertThat(view.look("A")).isInstanceOf(ViewLookup.Unavailable.class);
        assertThat(view.unreadable()).isZero();
    }
}
