/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Which instances have an order.
 *
 * @param partition of the order
 * @param owner the one instance that answers for it
 * @param standbys the instances that have a copy, which may be a little behind
 */
public record OrderLocation(int partition, Instance owner, List<Instance> standbys) {

    public OrderLocation {
        requireNonNull(owner, "owner");
        standbys = List.copyOf(standbys);
    }
}
