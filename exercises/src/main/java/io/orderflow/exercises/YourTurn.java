/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import java.io.Serial;

/** Stands where an exercise is to be done. */
public final class YourTurn extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private YourTurn(String task) {
        super("your turn: " + task);
    }

    /**
     * Stands for whatever is to be there.
     *
     * @param task what that is
     * @throws YourTurn always
     */
    @SuppressWarnings({"DoNotCallSuggester", "TypeParameterUnusedInFormals"}) // it is called until it is replaced
    public static <T> T to(String task) {
        throw new YourTurn(task);
    }
}
