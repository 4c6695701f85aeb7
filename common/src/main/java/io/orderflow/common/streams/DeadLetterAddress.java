/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.FactKeys;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Gives a dead letter a key of its own, by which it can be erased: {@code ORDER/orders[2]@17}, or the place alone where the record
 * has no order's id for a key. The record's key is in {@link DeadLetterHeaders#KEY}. The letter lies in the partition of the number
 * in which the record was found, so that what is about an order stays in partitions of one number.
 */
public final class DeadLetterAddress {

    /** A key may be anything, and the letter's own must not say who somebody is: deletions keep it. */
    private static final Pattern ORDER_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private DeadLetterAddress() {}

    /**
     * {@code letter}, whose headers say where it was found, addressed.
     *
     * @param partitions of the topic that it goes to; 0 if that is not known
     */
    public static ProducerRecord<byte[], byte[]> addressed(ProducerRecord<byte[], byte[]> letter, int partitions) {
        Headers headers = letter.headers();
        headers.remove(DeadLetterHeaders.KEY).add(DeadLetterHeaders.KEY, letter.key());
        String partition = text(headers, DeadLetterHeaders.PARTITION).orElse("");
        String place = "%s[%s]@%s"
                .formatted(
                        text(headers, DeadLetterHeaders.TOPIC).orElse(""),
                        partition,
                        text(headers, DeadLetterHeaders.OFFSET).orElse(""));
        return new ProducerRecord<>(
                letter.topic(),
                partition.matches("\\d{1,9}") && partitions > 0 ? Integer.valueOf(partition) % partitions : null,
                letter.timestamp(),
                orderId(letter.key())
                        .map(id -> FactKeys.of(id, place))
                        .orElse(place)
                        .getBytes(UTF_8),
                letter.value(),
                headers);
    }

    private static Optional<String> orderId(byte @Nullable [] key) {
        return Optional.ofNullable(key)
                .map(bytes -> FactKeys.thing(new String(bytes, UTF_8)))
                .filter(ORDER_ID.asMatchPredicate());
    }

    private static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(value -> new String(value, UTF_8));
    }
}
