/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.personal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A mail address that is looked for in bytes of any kind. Whoever may choose an address must not find others by it: only a whole
 * one is one, and it is found only where it is not a part of a longer one.
 */
final class MailAddress {

    private static final Pattern WHOLE = Pattern.compile("[^\\s@]{1,64}@[^\\s@.]+(\\.[^\\s@.]+)+");

    private final byte[] bytes;

    private MailAddress(byte[] bytes) {
        this.bytes = bytes;
    }

    /** {@code text}, if it is an address. */
    static Optional<MailAddress> of(String text) {
        return Optional.of(text.strip())
                .filter(WHOLE.asMatchPredicate())
                .map(whole -> new MailAddress(whole.getBytes(UTF_8)));
    }

    /** True if {@code where} has it. */
    boolean isIn(byte[] where) {
        for (int at = 0; at + bytes.length <= where.length; at++) {
            if (isAt(where, at) && isWhole(where, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(byte[] where, int at) {
        for (int i = 0; i < bytes.length; i++) {
            if (where[at + i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    /** In Avro a text has its length before it, which may look like a letter, and so may what comes behind. */
    private boolean isWhole(byte[] where, int at) {
        int end = at + bytes.length;
        boolean hasItsLength = at > 0 && where[at - 1] == 2 * bytes.length;
        boolean begins = at == 0 || !isOfAddress(where[at - 1]);
        boolean ends = end == where.length || !isOfAddress(where[end]);
        return hasItsLength || (begins && ends);
    }

    private static boolean isOfAddress(byte one) {
        return Character.isLetterOrDigit(one) || one < 0 || ".!#$%&*+/=?^_`{|}~-@".indexOf(one) >= 0;
    }
}
