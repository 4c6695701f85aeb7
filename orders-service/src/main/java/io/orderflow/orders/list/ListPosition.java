/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.list;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.events.Order;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.Comparator;
import java.util.Optional;

/**
 * An order's place in every list: newest first, by id among those of one millisecond. It never changes, so a client that goes on
 * from a place neither sees an order twice nor misses one that was there when it began.
 */
public record ListPosition(long createdAtMillis, String orderId) implements Comparable<ListPosition> {

    private static final Comparator<ListPosition> NEWEST_FIRST =
            Comparator.comparingLong(ListPosition::createdAtMillis).reversed().thenComparing(ListPosition::orderId);

    public ListPosition {
        requireNonNull(orderId, "orderId");
    }

    public static ListPosition of(Order order) {
        return new ListPosition(order.getCreatedAt().toEpochMilli(), order.getId());
    }

    /** As clients keep it: opaque to them, and safe in a URL. */
    public String cursor() {
        byte[] id = orderId.getBytes(UTF_8);
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + id.length)
                .putLong(createdAtMillis)
                .put(id)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** What {@link #cursor} made; nothing if it is not of that kind. */
    public static Optional<ListPosition> of(String cursor) {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() <= Long.BYTES) {
                return Optional.empty();
            }
            long createdAt = bytes.getLong();
            return Optional.of(new ListPosition(createdAt, UTF_8.decode(bytes).toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Instant createdAt() {
        return Instant.ofEpochMilli(createdAtMillis);
    }

    @Override
    public int compareTo(ListPosition other) {
        return NEWEST_FIRST.compare(this, other);
    }
}
