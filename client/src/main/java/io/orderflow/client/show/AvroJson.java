/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.show;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.show.RecordView.Content;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.jspecify.annotations.Nullable;

/**
 * Records as plain JSON: times as ISO 8601, money as numbers, and, where a field may be one of several records, that record
 * under its name. Avro's own encoding has millis, bytes and full names in these places.
 */
public final class AvroJson {

    /** Writes numbers as they are: 24.90 stays 24.90. */
    public static final ObjectMapper MAPPER = JsonMapper.builder()
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final JsonNodeFactory NODES = MAPPER.getNodeFactory();

    private AvroJson() {}

    /** The record with all that surrounds it. */
    public static ObjectNode of(RecordView record) {
        ObjectNode json = NODES.objectNode()
                .put("topic", record.topic())
                .put("partition", record.partition())
                .put("offset", record.offset())
                .put("time", record.time().toString())
                .put("key", record.key().orElse(null));
        ObjectNode headers = json.putObject("headers");
        record.headers().forEach(header -> headers.put(header.getKey(), header.getValue()));
        if (record.content() instanceof Content.Event event) {
            json.put("type", event.event().getSchema().getName());
            json.set("value", of(event.event()));
        } else if (record.content() instanceof Content.Unreadable unreadable) {
            json.put("unreadable", unreadable.why()).put("bytes", unreadable.array());
        } else if (record.content() instanceof Content.Foreign foreign) {
            json.set("value", foreign.value());
        } else {
            json.putNull("value");
        }
        return json;
    }

    /** The value alone. */
    public static ObjectNode of(IndexedRecord record) {
        ObjectNode json = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            JsonNode shown = value(value);
            json.set(
                    field.name(),
                    value instanceof IndexedRecord one && isOneOfSeveral(field.schema())
                            ? NODES.objectNode().set(one.getSchema().getName(), shown)
                            : shown);
        }
        return json;
    }

    private static JsonNode value(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof IndexedRecord record) {
            return of(record);
        }
        if (value instanceof Collection<?> items) {
            ArrayNode json = NODES.arrayNode();
            items.forEach(item -> json.add(value(item)));
            return json;
        }
        if (value instanceof Map<?, ?> entries) {
            ObjectNode json = NODES.objectNode();
            new HashMap<>(entries).forEach((key, item) -> json.set(String.valueOf(key), value(item)));
            return json;
        }
        if (value instanceof BigDecimal amount) {
            return DecimalNode.valueOf(Texts.amount(amount));
        }
        if (value instanceof ByteBuffer bytes) {
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            return NODES.binaryNode(copy);
        }
        if (value instanceof Number || value instanceof Boolean) {
            return MAPPER.valueToTree(value);
        }
        return NODES.textNode(value.toString());
    }

    private static boolean isOneOfSeveral(Schema schema) {
        return schema.isUnion()
                && schema.getTypes().stream()
                                .filter(type -> type.getType() == Schema.Type.RECORD)
                                .count()
                        > 1;
    }
}
