/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.ending;

import java.io.Serial;

/** Ends a command: one line that says what is wrong and what to do, and an exit code of {@link Ending}. */
public final class ToolException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public ToolException(int exitCode, String oneLine) {
        super(oneLine);
        this.exitCode = exitCode;
    }

    public ToolException(int exitCode, String oneLine, Throwable cause) {
        super(oneLine, cause);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }
}
