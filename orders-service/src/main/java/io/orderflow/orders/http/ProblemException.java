/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.http;

import java.io.Serial;

/** Leaves a request's handling with a problem as its answer. */
public final class ProblemException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.detail(), null, false, false); // an answer, not a fault: no stack
        this.problem = problem;
    }

    Problem problem() {
        return problem;
    }
}
