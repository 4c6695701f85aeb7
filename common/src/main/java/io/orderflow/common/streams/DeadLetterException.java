/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import java.io.Serial;

/**
 * Thrown by a processor, before it has changed any state, for a record that a person must look at. The record goes to the
 * service's dead-letter topic with the message as reason, and the stream goes on.
 */
public final class DeadLetterException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1L;

    public DeadLetterException(String reason) {
        super(reason);
    }
}
