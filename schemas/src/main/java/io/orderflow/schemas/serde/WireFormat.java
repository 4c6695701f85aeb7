/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.schemas.serde;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.apache.kafka.common.errors.SerializationException;

/**
 * The head of each value, as Confluent published it: a zero byte, then the schema's id as four bytes, big-endian. The
 * Avro binary follows.
 */
final class WireFormat {

    /** Bytes before the Avro binary. */
    static final int HEAD = 5;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    static byte[] head(int schemaId) {
        return ByteBuffer.allocate(HEAD).put(MAGIC).putInt(schemaId).array();
    }

    /**
     * The schema id that {@code bytes} start with.
     *
     * @throws SerializationException if they do not start with a head
     */
    static int schemaId(byte[] bytes) {
        if (bytes.length < HEAD) {
            throw new SerializationException("a value of " + bytes.length
                    + " bytes is too short for Avro in Confluent's wire format, which starts with a head of " + HEAD
                    + " bytes; was it written with another serializer?");
        }
        if (bytes[0] != MAGIC) {
            throw new SerializationException(
                    "the value starts with byte 0x%s where Confluent's wire format has 0x00; was it written with another serializer?"
                            .formatted(HexFormat.of().toHexDigits(bytes[0])));
        }
        return ByteBuffer.wrap(bytes, 1, Integer.BYTES).getInt();
    }
}
