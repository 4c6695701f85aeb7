/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.embedded;

import java.io.Serial;

/** A request that the registry answers with no: an HTTP status, and a code and message as Confluent's registry has them. */
final class RegistryProblem extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private RegistryProblem(int status, int code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    static RegistryProblem notFound(int code, String message) {
        return new RegistryProblem(404, code, message);
    }

    static RegistryProblem incompatible(String message) {
        return new RegistryProblem(409, 409, message);
    }

    static RegistryProblem unprocessable(int code, String message) {
        return new RegistryProblem(422, code, message);
    }

    static RegistryProblem failed(String message) {
        return new RegistryProblem(500, 50001, message);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
