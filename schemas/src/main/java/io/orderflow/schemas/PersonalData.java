/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * What the schemas say of each field: whether it is about a person. The property is Confluent's, {@code confluent:tags}, so that
 * other catalogues can read it too; it has one tag of {@link Tag}.
 */
public final class PersonalData {

    /** The property of a schema's field. */
    public static final String PROPERTY = "confluent:tags";

    /** What a field is to a person. */
    public enum Tag {
        /** Says who somebody is, how they are reached or what they are like: only where it can be erased by key. */
        PII,
        /** An id. It leads to a person as long as {@code customers} or {@code subjects} say whose it is. */
        PSEUDONYM,
        /** What was ordered, decided, paid and sent, and when. Stays for the books. */
        ORDER_DATA,
        /** Words of a client's choice, or words that quote them. Meant for products and the like, and nothing else. */
        CLIENT_TEXT,
        /** Of no customer at all. */
        NOT_PERSONAL
    }

    private PersonalData() {}

    /**
     * The tag of {@code field}; empty if it has none.
     *
     * @throws IllegalArgumentException if it has several, or one that is not of {@link Tag}
     */
    public static Optional<Tag> tag(Schema.Field field) {
        Object tags = field.getObjectProp(PROPERTY);
        if (tags == null) {
            return Optional.empty();
        }
        if (tags instanceof List<?> list && list.size() == 1) {
            return Optional.of(Tag.valueOf(String.valueOf(list.get(0))));
        }
        throw new IllegalArgumentException("%s %s: must have one tag, not %s".formatted(PROPERTY, field.name(), tags));
    }

    /** Those of {@code schema} and all within it that have {@code tag}, as paths such as {@code customer.email}. */
    public static List<String> fields(Schema schema, Tag tag) {
        return leaves(schema)
                .filter(leaf -> tag(leaf.field()).equals(Optional.of(tag)))
                .map(Leaf::path)
                .toList();
    }

    /** Those of {@code schema} and all within it that have no tag, and need one. */
    public static List<String> untagged(Schema schema) {
        return leaves(schema)
                .filter(leaf -> tag(leaf.field()).isEmpty())
                .map(Leaf::path)
                .toList();
    }

    /** A field that is no record, nor holds any: what is within those says it for itself. */
    private record Leaf(String path, Schema.Field field) {}

    private static Stream<Leaf> leaves(Schema schema) {
        List<Leaf> leaves = new ArrayList<>();
        collect(schema, "", leaves, new HashSet<>());
        return leaves.stream();
    }

    private static void collect(Schema schema, String prefix, List<Leaf> leaves, Set<String> within) {
        for (Schema record : records(schema)) {
            if (!within.add(record.getFullName())) {
                continue; // a record in itself
            }
            for (Schema.Field field : record.getFields()) {
                String path = prefix + field.name();
                if (records(field.schema()).isEmpty()) {
                    leaves.add(new Leaf(path, field));
                } else {
                    collect(field.schema(), path + ".", leaves, within);
                }
            }
            within.remove(record.getFullName());
        }
    }

    /** The records that a value of {@code schema} is or holds. */
    public static List<Schema> records(Schema schema) {
        return switch (schema.getType()) {
            case RECORD -> List.of(schema);
            case ARRAY -> records(schema.getElementType());
            case MAP -> records(schema.getValueType());
            case UNION ->
                schema.getTypes().stream()
                        .flatMap(type -> records(type).stream())
                        .toList();
            default -> List.of();
        };
    }
}
