/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.show;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record as read.
 *
 * @param key as text; empty where the record has none
 * @param headers name and text, in the record's order
 * @param content what was in it
 */
public record RecordView(
        String topic,
        int partition,
        long offset,
        Instant time,
        Optional<String> key,
        List<Map.Entry<String, String>> headers,
        Content content) {

    public RecordView {
        headers = List.copyOf(headers);
    }

    /** The newest header of that name. */
    public Optional<String> header(String name) {
        return headers.stream()
                .filter(header -> header.getKey().equals(name))
                .reduce((first, second) -> second)
                .map(Map.Entry::getValue);
    }

    /** What a record holds. */
    public sealed interface Content {

        /** A record of the catalogue. */
        record Event(SpecificRecord event) implements Content {}

        /** On a topic that is not of the catalogue: JSON, or a text. */
        record Foreign(JsonNode value) implements Content {}

        /** The key's last word: it is gone. */
        record Tombstone() implements Content {}

        /** Bytes that are not what the topic holds, and why. */
        record Unreadable(ByteBuffer bytes, String why) implements Content {

            /** The bytes as text if they are, else in hexadecimal digits. */
            public String shown() {
                return Texts.shown(array());
            }

            byte[] array() {
                byte[] array = new byte[bytes.remaining()];
                bytes.duplicate().get(array);
                return array;
            }
        }
    }
}
