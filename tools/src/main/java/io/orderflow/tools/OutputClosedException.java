/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import java.io.IOException;
import java.io.Serial;

/** What a command says cannot be written any more: it ends. */
final class OutputClosedException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final boolean byReader;

    OutputClosedException(IOException cause) {
        super("cannot write to standard output: " + cause.getMessage(), cause);
        // The JDK has no other sign of it than the system's words.
        byReader = String.valueOf(cause.getMessage()).contains("Broken pipe");
    }

    /** True if whoever read has enough, as {@code head} has after its lines: that is no fault. */
    boolean isByReader() {
        return byReader;
    }
}
