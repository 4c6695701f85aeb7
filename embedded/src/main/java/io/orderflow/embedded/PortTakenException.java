/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.io.Serial;
import java.net.BindException;
import java.util.Optional;

/** Another program listens on a port. */
final class PortTakenException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int port;

    PortTakenException(int port, Throwable cause) {
        super("cannot listen on port " + port + ": " + reason(cause), cause);
        this.port = port;
    }

    /** {@code failure} as such an exception, if that is what it is about. */
    static Optional<PortTakenException> foundIn(Throwable failure, int port) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindException) {
                return Optional.of(new PortTakenException(port, cause));
            }
        }
        return Optional.empty();
    }

    private static String reason(Throwable cause) {
        return cause instanceof BindException ? "another program uses it" : String.valueOf(cause.getMessage());
    }

    int port() {
        return port;
    }
}
