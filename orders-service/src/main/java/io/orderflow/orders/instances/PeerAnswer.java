/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.instances;

import java.net.http.HttpHeaders;

/** What another instance answered, whatever it was. */
public final class PeerAnswer {

    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    PeerAnswer(int status, HttpHeaders headers, byte[] body) {
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    public HttpHeaders headers() {
        return headers;
    }

    /** All of it, not copied. */
    public byte[] body() {
        return body;
    }
}
