/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common;

import java.io.Serial;

/** A service cannot start. The message is one line for the person who started it: what is wrong and what to do. */
public final class StartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public StartException(String message) {
        super(message);
    }

    public StartException(String message, Throwable cause) {
        super(message, cause);
    }
}
