/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A line of JSON: ASCII, without control characters, and of bounded length, whatever was sent. */
final class AuditLine {

    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

    private static final int LONGEST_TEXT = 256;

    private final ObjectNode fields = MAPPER.createObjectNode();

    AuditLine put(String name, String text) {
        fields.put(name, text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT) + "...");
        return this;
    }

    AuditLine put(String name, long number) {
        fields.put(name, number);
        return this;
    }

    /** The line without its end. */
    String text() {
        try {
            return MAPPER.writeValueAsString(fields).replace("\u007f", "\\u007f"); // DEL is ASCII, and JSON allows it
        } catch (JsonProcessingException e) { // texts and numbers
            throw new IllegalStateException(e);
        }
    }
}
