/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

import java.util.Locale;

/** What a client asks for. */
enum Asked {
    /** An order, placed for the first time as far as the client knows. */
    PLACE,
    /** The same again, under the same id. */
    REPEAT,
    /** Another order under an id that is taken. */
    OTHER_CONTENT,
    /** An order as it is. */
    READ,
    /** An order once it is decided. */
    DECISION,
    /** That an order be cancelled. */
    CANCEL,
    /** An order as it is after a cancellation, by the token that came with it. */
    READ_AFTER_CANCEL,
    /** An order at the end of the run, when all is healed. */
    LAST_READ;

    boolean places() {
        return this == PLACE || this == REPEAT || this == OTHER_CONTENT;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
