/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.proof;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;

/** A verdict names a check, and nothing proves that this check has given it. */
public final class UnprovenVerdictException extends SerializationException {

    @Serial
    private static final long serialVersionUID = 1L;

    UnprovenVerdictException(String message) {
        super(message);
    }
}
