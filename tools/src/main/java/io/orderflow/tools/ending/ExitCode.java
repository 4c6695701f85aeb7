/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.ending;

import io.orderflow.client.ClientException.Kind;

/** The exit codes, the same for all commands. */
public final class ExitCode {

    /** Done; or the answer is yes. */
    public static final int OK = 0;

    /** Done, and the answer is no: the order failed, a topic is wrong, the service refused because of what is there. */
    public static final int NO = 1;

    /** The command line or a file is wrong: nothing was done. */
    public static final int USAGE = 2;

    /** Not decided in time: ask again. */
    public static final int UNDECIDED = 3;

    /** There is no such order or record. */
    public static final int NOT_FOUND = 4;

    /** Broker, registry or orders service away, or the topics are not there. */
    public static final int AWAY = 5;

    /** A fault of the tool itself. */
    public static final int FAULT = 70;

    private ExitCode() {}

    /** The exit code for what a client could not do. */
    public static int of(Kind kind) {
        return switch (kind) {
            case REFUSED -> NO;
            case INVALID -> USAGE;
            case UNDECIDED -> UNDECIDED;
            case NOT_FOUND -> NOT_FOUND;
            case AWAY -> AWAY;
        };
    }
}
