/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.access;

import java.util.Locale;

/** Why a token is not taken: all that its bearer is told. */
enum TokenFault {
    MISSING("a bearer token is needed: Authorization: Bearer TOKEN"),
    HEADER("must come with one Authorization header: Bearer TOKEN"),
    MALFORMED("the token is no JWT"),
    UNSIGNED("the token is not signed"),
    ALGORITHM("the token is not signed with RS256 or ES256"),
    TYPE("the token is of another type than JWT or at+jwt"),
    KEY("the token is signed with a key that the issuer does not publish"),
    SIGNATURE("the token's signature is wrong"),
    ISSUER("the token is from another issuer"),
    AUDIENCE("the token is for another audience"),
    ENDLESS("the token has no expiry"),
    EXPIRED("the token has expired"),
    EARLY("the token is not valid yet"),
    SUBJECT("the token has no subject of 1 to 255 visible ASCII characters"),
    CUSTOMER("the token's customer is no whole number");

    private final String words;

    TokenFault(String words) {
        this.words = words;
    }

    String words() {
        return words;
    }

    /** In metrics. */
    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
