/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.limits;

import static java.util.Objects.requireNonNull;

import io.orderflow.common.http.Subscribers;
import java.net.InetAddress;

/** For whom requests are counted. */
public sealed interface Client {

    /** Whoever a sound token was issued to, from wherever it comes. */
    record Subject(String name) implements Client {

        public Subject {
            requireNonNull(name, "name");
        }

        @Override
        public String toString() {
            return "subject " + name;
        }
    }

    /**
     * Whoever shows no sound token, by address.
     *
     * @param network what the addresses of one subscriber have in common
     */
    record Address(String network) implements Client {

        public Address {
            requireNonNull(network, "network");
        }

        static Address of(InetAddress address) {
            return new Address(Subscribers.of(address));
        }

        @Override
        public String toString() {
            return "address " + network;
        }
    }
}
