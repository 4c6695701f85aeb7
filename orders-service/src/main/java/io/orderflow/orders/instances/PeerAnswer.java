/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import static java.util.Objects.requireNonNull;

import java.util.Optional;

/** What another instance answered, whatever it was. */
public final class PeerAnswer {

    private final int status;
    private final byte[] body;
    private final Optional<String> etag;

    PeerAnswer(int status, byte[] body, Optional<String> etag) {
        this.status = status;
        this.body = requireNonNull(body, "body");
        this.etag = requireNonNull(etag, "etag");
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** All of it, not copied. */
    public byte[] body() {
        return body;
    }

    /** Its {@code ETag}, quotes included. */
    public Optional<String> etag() {
        return etag;
    }
}
