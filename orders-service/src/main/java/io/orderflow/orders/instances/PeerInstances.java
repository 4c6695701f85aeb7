/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import java.util.List;
import java.util.Optional;

/** The instances of this service, and which of them answers for an order. Nothing here blocks. */
public interface PeerInstances {

    /** This instance. */
    Instance me();

    /** All instances that answer for some of the orders, this one among them if it does; empty while that is not known. */
    List<Instance> all();

    /** Where order {@code orderId} is, whether there is such an order or not; empty while that is not known. */
    Optional<OrderLocation> of(String orderId);

    /** How the orders are assigned to the instances; equal as long as nothing has moved. */
    Object assignment();

    /** The other instances. */
    default List<Instance> others() {
        return all().stream().filter(instance -> !instance.equals(me())).toList();
    }
}
