/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import java.io.Serial;
import org.apache.kafka.common.errors.SerializationException;

/**
 * A record has outgrown {@link io.orderflow.schemas.RecordBounds#LARGEST_RECORD}. Found before it is handed to Kafka, because a
 * producer that refuses a record spoils the transaction that it belongs to.
 */
public final class OversizeException extends SerializationException {

    @Serial
    private static final long serialVersionUID = 1L;

    public OversizeException(String message) {
        super(message);
    }
}
