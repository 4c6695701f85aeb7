/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client;

import java.io.Serial;

/** What was asked for was not done: one line for people that says what is wrong and what to do, and of which kind it is. */
public final class ClientException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    /** What kind of fault. */
    public enum Kind {
        /** Refused because of what is there already. */
        REFUSED,

        /** What was given is wrong: an argument, a file. Nothing was done. */
        INVALID,

        /** Not decided in time: ask again. */
        UNDECIDED,

        /** There is no such order or record. */
        NOT_FOUND,

        /** Broker, registry or orders service away, or the topics are not there. */
        AWAY
    }

    private final Kind kind;

    public ClientException(Kind kind, String oneLine) {
        super(oneLine);
        this.kind = kind;
    }

    public ClientException(Kind kind, String oneLine, Throwable cause) {
        super(oneLine, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
