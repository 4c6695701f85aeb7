/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.services;

import java.util.List;

/**
 * Who works on the topics.
 *
 * @param instance how the instance that answers is
 * @param services the consumer groups that read the topics, by name
 */
record ServicesResponse(Instance instance, List<ServiceRow> services) {

    /**
     * How the instance that answers is.
     *
     * @param ready what its management port says too
     * @param detail why
     */
    record Instance(boolean ready, String detail) {}

    /**
     * A service, as the cluster knows its groups.
     *
     * @param state {@code running}, {@code rebalancing} while instances share out the work, or {@code stopped} where nobody reads
     * @param behind records that are written and not read yet
     * @param deadLetters records that the service has put aside
     */
    record ServiceRow(String name, String state, List<Member> instances, long behind, long deadLetters) {

        ServiceRow {
            instances = List.copyOf(instances);
        }
    }

    /**
     * An instance of a service.
     *
     * @param host whose connection the broker sees
     * @param threads that share the work
     */
    record Member(String host, int threads) {}

    ServicesResponse {
        services = List.copyOf(services);
    }
}
