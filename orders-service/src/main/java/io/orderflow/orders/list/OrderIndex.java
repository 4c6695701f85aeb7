/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import java.util.Optional;
import java.util.Set;

/** The lists of the orders that this instance has. */
public interface OrderIndex {

    /** The partitions of the whole system, wherever they are; none while that is not known. */
    Set<Integer> allPartitions();

    /** What this instance has of a page of {@code limit} orders behind {@code after}, of whichever partitions it can read now. */
    PartialPage page(OrderFilter filter, Optional<ListPosition> after, int limit);
}
