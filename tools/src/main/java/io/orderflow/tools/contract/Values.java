/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools.contract;

import io.orderflow.schemas.Topic;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** What the values of a topic are. */
final class Values {

    private Values() {}

    /** Their schema; none where anything may be found. */
    static Optional<Schema> schema(Topic<?, ?> topic) {
        return SpecificRecord.class.isAssignableFrom(topic.valueType())
                ? Optional.of(SpecificData.get().getSchema(topic.valueType()))
                : Optional.empty();
    }

    /** What the topic is there for, as the schema tells it. */
    static String description(Topic<?, ?> topic) {
        return schema(topic)
                .map(Schema::getDoc)
                .orElseGet(() ->
                        "What %s could not read or process: values as they were found, with the reason and the record's own key in"
                                        .formatted(topic.writer())
                                + " the headers.");
    }
}
