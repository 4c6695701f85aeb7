/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What one instance has of a page.
 *
 * @param orders the newest first
 * @param partitions that they were looked for in
 * @param lookedTo the place up to which these are all there are; absent if there are no more at all
 */
public record PartialPage(List<Order> orders, Set<Integer> partitions, Optional<ListPosition> lookedTo) {

    public PartialPage {
        orders = List.copyOf(orders);
        partitions = Set.copyOf(partitions);
        requireNonNull(lookedTo, "lookedTo");
    }
}
