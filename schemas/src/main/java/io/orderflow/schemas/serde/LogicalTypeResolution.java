/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.LogicalTypes.Decimal;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Field;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What Avro's schema resolution leaves out: it compares types, but not what their logical types make of them, and so reads 24.90
 * written with two decimals as 0.2490 where four are expected. Here a decimal of another scale is converted exactly, or the record
 * refused; a time of another unit is refused.
 */
final class LogicalTypeResolution {

    private record Pair(Schema writers, Schema readers) {}

    private final Map<Pair, Schema> records = new HashMap<>();
    private final Set<Pair> visited = new HashSet<>();
    private boolean rescales;
    private final Schema readers;
    private final Schema readable;

    /**
     * Resolves the logical types of {@code writers} into those of {@code readers}.
     *
     * @throws SerializationException if a type means something else to the writer than to the reader
     */
    LogicalTypeResolution(Schema writers, Schema readers) {
        this.readers = readers;
        compare(writers, readers, readers.getFullName());
        this.readable = rescales ? withScalesOf(writers, readers) : readers;
    }

    /** The schema to read with: the reader's, with each decimal as the writer wrote it. */
    Schema readable() {
        return readable;
    }

    /**
     * {@code value}, which was read with {@link #readable}, with each decimal as the reader expects it.
     *
     * @throws SerializationException if one has more digits than that
     */
    <T extends IndexedRecord> T resolved(T value) {
        if (rescales) {
            rescale(value, readers);
        }
        return value;
    }

    private void compare(Schema writers, Schema readers, String place) {
        switch (readers.getType()) {
            case RECORD -> {
                if (writers.getType() == Schema.Type.RECORD && visited.add(new Pair(writers, readers))) {
                    for (Field field : readers.getFields()) {
                        Optional.ofNullable(writers.getField(field.name()))
                                .ifPresent(written ->
                                        compare(written.schema(), field.schema(), place + "." + field.name()));
                    }
                }
            }
            case ARRAY -> {
                if (writers.getType() == Schema.Type.ARRAY) {
                    compare(writers.getElementType(), readers.getElementType(), place + "[]");
                }
            }
            case MAP -> {
                if (writers.getType() == Schema.Type.MAP) {
                    compare(writers.getValueType(), readers.getValueType(), place + "{}");
                }
            }
            case UNION ->
                branches(writers)
                        .forEach(written ->
                                branch(written, readers).ifPresent(expected -> compare(written, expected, place)));
            default ->
                branches(writers).stream()
                        .filter(written -> written.getType() != Schema.Type.NULL)
                        .forEach(written -> compareTypes(written, readers, place));
        }
    }

    private void compareTypes(Schema writers, Schema readers, String place) {
        LogicalType written = writers.getLogicalType();
        LogicalType expected = readers.getLogicalType();
        if (Objects.equals(written, expected) || expected == null) {
            return;
        }
        if (written instanceof Decimal && expected instanceof Decimal) {
            rescales = true;
            return;
        }
        if (written == null && !(expected instanceof Decimal)) {
            return; // a plain number says nothing about its unit, and so nothing else
        }
        throw new SerializationException(
                "%s was written as %s, but is read as %s: the writer must use the published schema"
                        .formatted(place, name(written), name(expected)));
    }

    private static String name(LogicalType type) {
        if (type instanceof Decimal decimal) {
            return "decimal(%s, %s)".formatted(decimal.getPrecision(), decimal.getScale());
        }
        return type == null ? "a plain value" : type.getName();
    }

    private static List<Schema> branches(Schema schema) {
        return schema.isUnion() ? schema.getTypes() : List.of(schema);
    }

    private static Optional<Schema> branch(Schema written, Schema union) {
        return union.getTypes().stream()
                .filter(expected -> expected.getType() == written.getType())
                .filter(expected -> expected.getType() != Schema.Type.RECORD
                        || expected.getName().equals(written.getName()))
                .findFirst();
    }

    private Schema withScalesOf(Schema writers, Schema readers) {
        return switch (readers.getType()) {
            case RECORD -> writers.getType() == Schema.Type.RECORD ? record(writers, readers) : readers;
            case ARRAY ->
                writers.getType() == Schema.Type.ARRAY
                        ? Schema.createArray(withScalesOf(writers.getElementType(), readers.getElementType()))
                        : readers;
            case MAP ->
                writers.getType() == Schema.Type.MAP
                        ? Schema.createMap(withScalesOf(writers.getValueType(), readers.getValueType()))
                        : readers;
            case UNION ->
                Schema.createUnion(readers.getTypes().stream()
                        .map(expected -> branches(writers).stream()
                                .filter(written -> branch(written, readers)
                                        .filter(expected::equals)
                                        .isPresent())
                                .findFirst()
                                .map(written -> withScalesOf(written, expected))
                                .orElse(expected))
                        .toList());
            case BYTES -> decimal(writers, readers);
            default -> readers;
        };
    }

    private Schema record(Schema writers, Schema readers) {
        Pair pair = new Pair(writers, readers);
        Schema known = records.get(pair);
        if (known != null) {
            return known;
        }
        Schema record =
                Schema.createRecord(readers.getName(), readers.getDoc(), readers.getNamespace(), readers.isError());
        readers.getObjectProps().forEach(record::addProp);
        records.put(pair, record);
        record.setFields(readers.getFields().stream()
                .map(field -> Optional.ofNullable(writers.getField(field.name()))
                        .map(written -> new Field(field, withScalesOf(written.schema(), field.schema())))
                        .orElseGet(() -> new Field(field, field.schema())))
                .toList());
        return record;
    }

    private static Schema decimal(Schema writers, Schema readers) {
        return branches(writers).stream()
                .filter(written -> written.getLogicalType() instanceof Decimal)
                .filter(written -> readers.getLogicalType() instanceof Decimal)
                .findFirst()
                .map(written -> (Decimal) written.getLogicalType())
                .map(written -> LogicalTypes.decimal(written.getPrecision(), written.getScale())
                        .addToSchema(Schema.create(Schema.Type.BYTES)))
                .orElse(readers);
    }

    private static Object rescale(Object value, Schema readers) {
        if (value instanceof IndexedRecord record) {
            for (Field field : recordOf(record, readers).getFields()) {
                record.put(field.pos(), rescale(record.get(field.pos()), field.schema()));
            }
        } else if (value instanceof List<?> list && readers.getType() == Schema.Type.ARRAY) {
            return list.stream()
                    .map(element -> rescale(element, readers.getElementType()))
                    .toList();
        } else if (value instanceof BigDecimal number) {
            return branches(readers).stream()
                    .filter(expected -> expected.getLogicalType() instanceof Decimal)
                    .findFirst()
                    .map(expected -> rescale(number, (Decimal) expected.getLogicalType()))
                    .orElse(number);
        }
        return value;
    }

    private static Schema recordOf(IndexedRecord record, Schema readers) {
        return branches(readers).stream()
                .filter(schema -> schema.getType() == Schema.Type.RECORD)
                .filter(schema -> schema.getFullName().equals(record.getSchema().getFullName()))
                .findFirst()
                .orElse(record.getSchema());
    }

    private static BigDecimal rescale(BigDecimal number, Decimal expected) {
        BigDecimal exact = number.stripTrailingZeros();
        if (exact.scale() > expected.getScale()
                || exact.precision() - exact.scale() > expected.getPrecision() - expected.getScale()) {
            throw new SerializationException(
                    "%s does not fit into %s".formatted(number.toPlainString(), name(expected)));
        }
        return number.setScale(expected.getScale());
    }
}
