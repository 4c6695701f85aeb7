/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.RecordBounds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a dead letter to what can be written, and says so in its headers. A record may be larger than any that a service could
 * write, above all one that came compressed; and as a letter it has headers more, with a stack trace.
 */
final class DeadLetterBounds {

    private static final List<String> REASON = List.of(
            DeadLetterHeaders.EXCEPTION,
            DeadLetterHeaders.MESSAGE,
            DeadLetterHeaders.STACKTRACE,
            DeadLetterHeaders.TOPIC,
            DeadLetterHeaders.PARTITION,
            DeadLetterHeaders.OFFSET);
    private static final int LONGEST_MESSAGE = 2_000;
    private static final int LONGEST_STACKTRACE = 10_000;
    private static final int ROOM_FOR_REASON = 3 * (LONGEST_STACKTRACE + 5 * LONGEST_MESSAGE);
    private static final int ROOM_FOR_HEADERS = 64_000;
    private static final int ROOM_FOR_KEY = 32_000;
    private static final int ROOM_FOR_OWN_KEY = 1_000;
    private static final int ROOM_FOR_VALUE =
            RecordBounds.LARGEST_RECORD - ROOM_FOR_REASON - ROOM_FOR_HEADERS - ROOM_FOR_KEY - ROOM_FOR_OWN_KEY;

    private DeadLetterBounds() {}

    /** {@code letter} as it can be written. */
    static ProducerRecord<byte[], byte[]> fitted(ProducerRecord<byte[], byte[]> letter) {
        List<String> cut = new ArrayList<>();
        byte @Nullable [] key = beginning(letter.key(), ROOM_FOR_KEY, "key", cut);
        byte @Nullable [] value = beginning(letter.value(), ROOM_FOR_VALUE, "value", cut);
        RecordHeaders headers = new RecordHeaders();
        int headersSize = 0;
        for (Header header : letter.headers()) {
            if (!REASON.contains(header.key()) && !header.key().equals(DeadLetterHeaders.SET_ASIDE)) {
                headersSize += size(header);
                if (headersSize <= ROOM_FOR_HEADERS) {
                    headers.add(header);
                } else if (!cut.contains("headers")) {
                    cut.add("headers");
                }
            }
        }
        for (String name : REASON) {
            Header header = letter.headers().lastHeader(name); // a record replayed before may have others
            if (header != null) {
                headers.add(name, reason(header));
            }
        }
        if (!cut.isEmpty()) {
            headers.add(DeadLetterHeaders.CUT, String.join(",", cut).getBytes(UTF_8));
            headers.add(DeadLetterHeaders.KEY_SIZE, number(size(letter.key())));
            headers.add(DeadLetterHeaders.VALUE_SIZE, number(size(letter.value())));
            headers.add(DeadLetterHeaders.HEADERS_SIZE, number(headersSize));
        }
        return new ProducerRecord<>(letter.topic(), letter.partition(), letter.timestamp(), key, value, headers);
    }

    private static byte @Nullable [] beginning(byte @Nullable [] bytes, int room, String part, List<String> cut) {
        if (bytes == null || bytes.length <= room) {
            return bytes;
        }
        cut.add(part);
        return Arrays.copyOf(bytes, room);
    }

    private static byte @Nullable [] reason(Header header) {
        if (header.value() == null) {
            return null;
        }
        int longest = header.key().equals(DeadLetterHeaders.STACKTRACE) ? LONGEST_STACKTRACE : LONGEST_MESSAGE;
        return RecordBounds.text(new String(header.value(), UTF_8), longest).getBytes(UTF_8);
    }

    private static int size(Header header) {
        return header.key().getBytes(UTF_8).length + size(header.value());
    }

    private static int size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static byte[] number(int number) {
        return Integer.toString(number).getBytes(UTF_8);
    }
}
