/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.Order;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class MergedListsTest {

    private static final Bytes LIST = IndexKeys.customer(7);
    private static final Bytes OTHER = IndexKeys.customer(8);
    private static final FakeStore<String, Order> ORDERS = new FakeStore<String, Order>(Map.of());

    private final MergedLists lists = new MergedLists();

    private static ListPosition at(long time, String id) {
        return new ListPosition(time, id);
    }

    private static FakeStore<Bytes, byte[]> index(Bytes list, ListPosition... positions) {
        Map<Bytes, byte[]> keys = new HashMap<>();
        for (ListPosition position : positions) {
            keys.put(IndexKeys.at(list, position), new byte[0]);
        }
        return new FakeStore<Bytes, byte[]>(keys);
    }

    private List<String> ids() {
        List<String> ids = new ArrayList<>();
        while (lists.hasNext()) {
            ids.add(lists.next().position().orderId());
        }
        return ids;
    }

    @Test
    void theNewestOfAllPartitionsComesFirst() {
        lists.add(0, LIST, index(LIST, at(1, "A"), at(4, "D")), ORDERS, Optional.empty());
        lists.add(1, LIST, index(LIST, at(2, "B"), at(3, "C"), at(3, "CC")), ORDERS, Optional.empty());
        lists.add(2, LIST, index(LIST), ORDERS, Optional.empty());

        assertThat(ids()).containsExactly("D", "C", "CC", "B", "A");
        assertThat(lists.partitions()).containsExactlyInAnyOrder(0, 1, 2);
    }

    @Test
    void aListGoesOnBehindAPlaceAndEndsWithItself() {
        FakeStore<Bytes, byte[]> index = index(LIST, at(1, "A"), at(2, "B"), at(2, "C"));
        lists.add(0, LIST, index, ORDERS, Optional.of(at(2, "B")));
        lists.add(0, OTHER, index, ORDERS, Optional.empty());

        assertThat(ids()).containsExactly("C", "A");
    }

    @Test
    void anOrderThatMovesFromListToListIsSeenOnce() {
        lists.add(0, LIST, index(LIST, at(1, "A"), at(2, "B")), ORDERS, Optional.empty());
        lists.add(0, OTHER, index(OTHER, at(2, "B"), at(3, "C")), ORDERS, Optional.empty());

        assertThat(ids()).containsExactly("C", "B", "A");
        assertThatThrownBy(lists::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void closingItClosesEachIterator() {
        FakeStore<Bytes, byte[]> index = index(LIST, at(1, "A"));
        lists.add(0, LIST, index, ORDERS, Optional.empty());
        lists.add(0, OTHER, index, ORDERS, Optional.empty());
        assertThat(index.open).isEqualTo(2);

        lists.close();

        assertThat(index.open).isZero();
    }
}
