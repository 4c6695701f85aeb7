/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.connect;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.serde.EventSerdes;
import java.io.Serial;
import java.math.BigDecimal;
import java.util.Locale;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * What a table must have so that its rows are events of a topic: a column for each field of the topic's Avro record, called as the
 * field is, in snake case ({@code unitPrice} is {@code unit_price}). Other columns do not matter. The words of what breaks it are for
 * whoever changed the table.
 */
final class Contract<K, V extends SpecificRecord> {

    /** What Debezium puts in the place of a long value that the database did not log because it had not changed. */
    private static final String NOT_LOGGED = "__debezium_unavailable_value";

    private final Topic<K, V> topic;
    private final Schema schema;
    private final Serializer<V> serializer;

    private Contract(Topic<K, V> topic, EventSerdes serdes) {
        this.topic = topic;
        schema = SpecificData.get().getSchema(topic.valueType());
        serializer = serdes.valuesOf(topic).serializer();
    }

    /** Of a topic whose values are records; not of dead letters. */
    @SuppressWarnings("unchecked") // asked first
    static Contract<?, ?> of(Topic<?, ?> topic, EventSerdes serdes) {
        if (!SpecificRecord.class.isAssignableFrom(topic.valueType())) {
            throw new IllegalArgumentException(topic + " has no records");
        }
        return new Contract<>((Topic<?, ? extends SpecificRecord>) topic, serdes);
    }

    Topic<K, V> topic() {
        return topic;
    }

    /**
     * The record's key as bytes: the one column of {@code key}.
     *
     * @throws Broken if that is not what the topic is keyed by
     */
    byte[] key(@Nullable Object key) {
        if (!(key instanceof Struct columns) || columns.schema().fields().size() != 1) {
            throw new Broken("the primary key must be one column");
        }
        Field column = columns.schema().fields().get(0);
        Object value = columns.get(column);
        if (topic.keyType() == Long.class && value instanceof Number number && isWhole(number)) {
            return topic.keySerde()
                    .serializer()
                    .serialize(topic.name(), topic.keyType().cast(number.longValue()));
        }
        if (topic.keyType() == String.class && value instanceof String text) {
            if (text.length() > RecordBounds.LONGEST_PRODUCT) {
                throw new Broken("the key %s has %s letters; there may be %s"
                        .formatted(column.name(), text.length(), RecordBounds.LONGEST_PRODUCT));
            }
            return text.getBytes(UTF_8);
        }
        throw new Broken("the key %s is %s, and the topic's are %s"
                .formatted(column.name(), said(column), topic.keyType().getSimpleName()));
    }

    /**
     * The event that a row is, as bytes.
     *
     * @throws Broken if it is none
     * @throws org.apache.kafka.common.errors.SerializationException if it cannot be written, such as one that is too large
     */
    byte[] value(@Nullable Object value) {
        return serializer.serialize(topic.name(), event(value));
    }

    private V event(@Nullable Object value) {
        if (!(value instanceof Struct row)) {
            throw new Broken("the value is no row");
        }
        SpecificRecord event = (SpecificRecord) SpecificData.get().newRecord(null, schema);
        for (Schema.Field field : schema.getFields()) {
            event.put(field.pos(), value(field, row));
        }
        return topic.valueType().cast(event);
    }

    private Object value(Schema.Field field, Struct row) {
        Field column = row.schema().field(snakeCase(field.name()));
        if (column == null) {
            throw new Broken("there is no column %s, which %s.%s is read from"
                    .formatted(snakeCase(field.name()), schema.getName(), field.name()));
        }
        Object value = row.get(column);
        if (value == null) {
            throw new Broken("column %s has no value".formatted(column.name()));
        }
        if (value.equals(NOT_LOGGED)) {
            throw new Broken("column %s is long, has not changed, and so is not in the database's log; the table needs"
                            .formatted(column.name())
                    + " REPLICA IDENTITY FULL");
        }
        LogicalType logical = field.schema().getLogicalType();
        if (logical instanceof Decimal decimal && value instanceof BigDecimal amount) {
            return fitting(amount, decimal, column);
        }
        Schema.Type type = logical == null ? field.schema().getType() : Schema.Type.NULL;
        if (type == Schema.Type.STRING && value instanceof String) {
            return value;
        }
        if (type == Schema.Type.LONG && value instanceof Number number && isWhole(number)) {
            return number.longValue();
        }
        throw new Broken("column %s is %s, and %s.%s is %s"
                .formatted(column.name(), said(column), schema.getName(), field.name(), said(field.schema())));
    }

    private static BigDecimal fitting(BigDecimal amount, Decimal decimal, Field column) {
        BigDecimal exact = amount.stripTrailingZeros();
        if (exact.scale() > decimal.getScale()
                || exact.precision() - exact.scale() > decimal.getPrecision() - decimal.getScale()) {
            throw new Broken("column %s is %s, which is no decimal of %s digits, %s of them behind the point"
                    .formatted(column.name(), amount, decimal.getPrecision(), decimal.getScale()));
        }
        return amount.setScale(decimal.getScale());
    }

    private static boolean isWhole(Number number) {
        return number instanceof Long || number instanceof Integer || number instanceof Short;
    }

    private static String said(Field column) {
        String name = column.schema().name();
        String type = column.schema().type().getName();
        return name == null ? type : type + " (" + name + ")";
    }

    private static String said(Schema schema) {
        LogicalType logical = schema.getLogicalType();
        return logical == null ? schema.getType().getName() : logical.getName();
    }

    private static String snakeCase(String name) {
        return name.replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
    }

    /** A row is not what the contract says. */
    static final class Broken extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Broken(String why) {
            super(why);
        }
    }
}
