/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.ring;

/** The ring cannot go on; the message is a line for the person who started it. */
final class RingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RingException(String message) {
        super(message);
    }
}
