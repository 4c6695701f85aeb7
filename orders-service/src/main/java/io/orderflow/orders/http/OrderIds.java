/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.UUID;
import java.util.regex.Pattern;

/** The names of orders: what may be one, and how new ones are made (RFC 9562). */
public final class OrderIds {

    public static final String RULE =
            "must be 1 to 64 letters, digits, dots, underscores or hyphens, not only dots, and not \"events\"";

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._-]{1,64}");
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Ours, made once at random: the same key elsewhere stands for something else. */
    private static final UUID KEYS = UUID.fromString("6f1d1a0e-7f0b-4c47-9f0c-2b3d0a5f9e11");

    private OrderIds() {}

    /** A name of dots only would be eaten by every path that it appears in, and at the path of another something else is. */
    public static boolean valid(String id) {
        return PATTERN.matcher(id).matches() && !id.equals(".") && !id.equals("..") && !id.equals("events");
    }

    /** Refuses what cannot be one. */
    public static void check(String id) {
        if (!valid(id)) {
            throw new ProblemException(Problem.invalid(FieldError.of("id", id, RULE)));
        }
    }

    /** A new one that no other is like; later ones sort later (UUIDv7). */
    public static String next(Instant now) {
        long random = RANDOM.nextLong();
        long high = (now.toEpochMilli() << 16) | 0x7000 | (RANDOM.nextInt() & 0x0fff);
        return new UUID(high, (random & 0x3fffffffffffffffL) | 0x8000000000000000L).toString();
    }

    /** The one that a customer's {@code Idempotency-Key} stands for, always the same (UUIDv5): a key belongs to who uses it. */
    public static String of(long customerId, String idempotencyKey) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(KEYS.getMostSignificantBits())
                    .putLong(KEYS.getLeastSignificantBits())
                    .flip());
            ByteBuffer digest = ByteBuffer.wrap(sha1.digest((customerId + "/" + idempotencyKey).getBytes(UTF_8)));
            long high = (digest.getLong() & 0xffffffffffff0fffL) | 0x5000L;
            long low = (digest.getLong() & 0x3fffffffffffffffL) | 0x8000000000000000L;
            return new UUID(high, low).toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
