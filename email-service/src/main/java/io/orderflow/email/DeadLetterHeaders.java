/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Why a record is in the dead-letter topic, told as Streams tells it (KIP-1034): one reader for all dead letters. */
final class DeadLetterHeaders {

    private static final String PREFIX = "__streams.errors.";

    private DeadLetterHeaders() {}

    static Headers of(Headers found, String topic, int partition, long offset, Exception reason) {
        Headers headers = new RecordHeaders(found);
        put(headers, "exception", reason.toString());
        put(headers, "message", String.valueOf(reason.getMessage()));
        put(headers, "topic", topic);
        put(headers, "partition", Integer.toString(partition));
        put(headers, "offset", Long.toString(offset));
        return headers;
    }

    private static void put(Headers headers, String name, String text) {
        headers.remove(PREFIX + name).add(PREFIX + name, text.getBytes(UTF_8));
    }
}
