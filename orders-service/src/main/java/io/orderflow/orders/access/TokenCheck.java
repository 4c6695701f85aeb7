/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

/** What became of a token that was looked at. */
sealed interface TokenCheck {

    /** It is sound. */
    record Taken(Identity identity) implements TokenCheck {}

    /** It is not. */
    record Refused(TokenFault fault) implements TokenCheck {}

    /** It cannot be told now: there are no keys. */
    record Undecided() implements TokenCheck {}
}
