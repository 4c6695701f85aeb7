/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.connect;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.schemas.RecordBounds;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A row as a person reads it; of a long text the beginning, so that the broker takes it whatever the row has. */
final class RowJson {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_TEXT = 1000;

    private RowJson() {}

    static byte[] of(Struct row) {
        try {
            return JSON.writeValueAsString(node(row)).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private static JsonNode node(@Nullable Object value) {
        if (value instanceof Struct row) {
            ObjectNode json = JSON.createObjectNode();
            for (Field field : row.schema().fields()) {
                json.set(field.name(), node(row.get(field)));
            }
            return json;
        }
        if (value instanceof Number || value instanceof Boolean) {
            return JSON.valueToTree(value);
        }
        return value == null
                ? JsonNodeFactory.instance.nullNode()
                : JsonNodeFactory.instance.textNode(RecordBounds.text(value.toString(), LONGEST_TEXT));
    }
}
