/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.tls;

import java.io.Serial;

/** What is in a PEM file cannot be used. The message is one line: which file, by which setting, and what to do. */
public final class PemException extends Exception {

    @Serial
    private static final long serialVersionUID = 1L;

    private final String message;

    PemException(String message) {
        super(message);
        this.message = message;
    }

    PemException(String message, Throwable cause) {
        super(message, cause);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
