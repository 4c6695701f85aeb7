/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.events.OrderState;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.kafka.common.utils.Bytes;

/**
 * The index's keys: a list's name, and then the place in it, so that a list is one range of keys, read from any place on. There
 * is a list for each customer, which an order never leaves, and one for each state, which it does.
 */
public final class IndexKeys {

    private static final byte CUSTOMER = 'c';
    private static final byte STATE = 's';

    private IndexKeys() {}

    /** The list of all orders of a customer. */
    public static Bytes customer(long customerId) {
        return Bytes.wrap(ByteBuffer.allocate(1 + Long.BYTES)
                .put(CUSTOMER)
                .putLong(customerId)
                .array());
    }

    /** The list of all orders that are in a state. */
    public static Bytes state(OrderState state) {
        byte[] name = state.name().getBytes(US_ASCII);
        return Bytes.wrap(ByteBuffer.allocate(1 + name.length + 1)
                .put(STATE)
                .put(name)
                .put((byte) 0)
                .array());
    }

    /** The key of the order at {@code position} of {@code list}. */
    public static Bytes at(Bytes list, ListPosition position) {
        byte[] id = position.orderId().getBytes(UTF_8);
        return Bytes.wrap(ByteBuffer.allocate(list.get().length + Long.BYTES + id.length)
                .put(list.get())
                .putLong(Long.MAX_VALUE - position.createdAtMillis()) // the newest first
                .put(id)
                .array());
    }

    /** The first key behind {@code position}. */
    public static Bytes behind(Bytes list, ListPosition position) {
        byte[] at = at(list, position).get();
        return Bytes.wrap(
                ByteBuffer.allocate(at.length + 1).put(at).put((byte) 0).array());
    }

    /** The last key that a list can have. */
    public static Bytes end(Bytes list) {
        byte[] end = new byte[list.get().length + Long.BYTES + 1];
        Arrays.fill(end, (byte) 0xff);
        System.arraycopy(list.get(), 0, end, 0, list.get().length);
        return Bytes.wrap(end);
    }

    /** Where {@code key} of {@code list} stands. */
    public static ListPosition position(Bytes list, Bytes key) {
        ByteBuffer rest = ByteBuffer.wrap(key.get());
        rest.position(list.get().length);
        long createdAt = Long.MAX_VALUE - rest.getLong();
        return new ListPosition(createdAt, UTF_8.decode(rest).toString());
    }
}
