/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.contract;

import static java.util.stream.Collectors.joining;

import io.orderflow.common.config.Durations;
import io.orderflow.schemas.PersonalData;
import io.orderflow.schemas.Topic;
import java.util.List;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Topics as a page of Markdown: who writes them, what is in them field by field, how long it stays, and what it is to a person. */
public final class TopicPage {

    private static final String INTRODUCTION = """
            # Topics

            What is on each topic of the catalogue. Values are Avro behind five bytes that name their schema (Confluent's wire format), registered
            under the subject TOPIC-value. A key is text in UTF-8, or a whole number of eight bytes, the most significant first. The same for
            programs: [asyncapi.json](asyncapi.json).

            In the column *data*, PII says who somebody is, PSEUDONYM is an id, ORDER_DATA what was ordered and became of it, CLIENT_TEXT words
            that a client chose, NOT_PERSONAL of no customer at all; what follows from that: [personal-data.md](personal-data.md).

            This page is what `orderflow topics describe --docs` prints; a test holds it. Do not edit it.
            """;

    private TopicPage() {}

    /** The page of {@code topics}. */
    public static String of(List<Topic<?, ?>> topics) {
        return INTRODUCTION + topics.stream().map(TopicPage::section).collect(joining());
    }

    private static String section(Topic<?, ?> topic) {
        StringBuilder page = new StringBuilder("\n## " + topic + "\n\n" + Values.description(topic) + "\n\n");
        page.append("| | |\n|---|---|\n");
        page.append("| written by | %s |\n".formatted(topic.writer()));
        page.append("| key | %s, %s |\n".formatted(topic.keyedBy(), key(topic)));
        page.append("| value | %s |\n"
                .formatted(Values.schema(topic).map(Schema::getFullName).orElse("as it was found")));
        page.append("| kept | %s |\n".formatted(kept(topic)));
        page.append("| personal data | %s |\n".formatted(personal(topic)));
        Values.schema(topic).ifPresent(schema -> {
            page.append("\n| field | type | data | meaning |\n|---|---|---|---|\n");
            fields(page, schema, "");
        });
        return page.toString();
    }

    private static String key(Topic<?, ?> topic) {
        if (topic.keyType() == Long.class) {
            return "a whole number";
        }
        return topic.keyType() == String.class ? "text" : "bytes";
    }

    private static String kept(Topic<?, ?> topic) {
        return switch (topic.cleanup()) {
            case COMPACT -> "the newest record of each key, for ever";
            case DELETE -> "%s (setting retention.%s)".formatted(Durations.print(topic.retention()), topic);
            case COMPACT_DELETE ->
                "%s (setting retention.%s), or until its key is deleted"
                        .formatted(Durations.print(topic.retention()), topic);
        };
    }

    private static String personal(Topic<?, ?> topic) {
        if (Values.schema(topic).isEmpty()) {
            return "there may be any";
        }
        List<String> fields = PersonalData.fields(Values.schema(topic).orElseThrow(), PersonalData.Tag.PII);
        if (!fields.isEmpty()) {
            return "says who somebody is: " + String.join(", ", fields);
        }
        return topic.mayBeAboutACustomer() ? "ids and what was ordered, nothing that says who it is" : "none";
    }

    private static void fields(StringBuilder page, Schema record, String prefix) {
        for (Schema.Field field : record.getFields()) {
            page.append("| %s | %s | %s | %s |\n"
                    .formatted(
                            prefix + field.name(),
                            type(field.schema()),
                            PersonalData.tag(field).map(Enum::name).orElse(""),
                            Optional.ofNullable(field.doc()).orElse("").replace("|", "\\|")));
            for (Schema part : PersonalData.records(field.schema())) {
                fields(page, part, prefix + field.name() + ".");
            }
        }
    }

    private static String type(Schema schema) {
        if (schema.getLogicalType() instanceof LogicalTypes.Decimal decimal) {
            return "decimal, %s digits, %s of them behind the point"
                    .formatted(decimal.getPrecision(), decimal.getScale());
        }
        if (schema.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return "time, milliseconds since 1970";
        }
        return switch (schema.getType()) {
            case ARRAY -> "list of " + type(schema.getElementType());
            case UNION -> schema.getTypes().stream().map(TopicPage::type).collect(joining(" or "));
            case ENUM -> String.join(", ", schema.getEnumSymbols());
            case RECORD -> schema.getName();
            default -> schema.getType().getName();
        };
    }
}
