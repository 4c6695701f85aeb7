/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.read;

import io.orderflow.events.Order;

/** What another instance says of an order. */
public sealed interface PeerLook {

    /** The order, and it is newer than what was known. */
    record Newer(Order order) implements PeerLook {}

    /** It has waited, and has nothing newer; or there is no such order, where none was known. */
    record NothingNewer() implements PeerLook {}

    /** Too many wait there already. */
    record TooMany() implements PeerLook {}

    /** It could not be asked, or cannot tell. */
    record Away(String why) implements PeerLook {}
}
