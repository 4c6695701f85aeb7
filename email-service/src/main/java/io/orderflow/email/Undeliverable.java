/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.email;

import static io.orderflow.schemas.DeadLetterHeaders.KEY;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderflow.common.streams.DeadLetterException;
import io.orderflow.common.streams.DeadLetters;
import io.orderflow.email.letter.SafeText;
import io.orderflow.events.Customer;
import io.orderflow.schemas.FactKeys;
import io.orderflow.schemas.Topic;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Facts of one topic that cannot be told to anybody: on their way to the dead-letter topic, with the reason. */
final class Undeliverable {

    private static final int MAX_EMAIL = 320;

    private final String topic;
    private final ProcessorContext<?, ?> context;
    private final DeadLetters deadLetters;

    Undeliverable(Topic<?, ?> topic, ProcessorContext<?, ?> context) {
        this.topic = topic.name();
        this.context = context;
        this.deadLetters = DeadLetters.of(context.appConfigs());
    }

    /** The reason where the CRM's e-mail is none. */
    static String notAnAddress(Customer customer) {
        return "customer %s: e-mail '%s' is not an address"
                .formatted(customer.getId(), SafeText.oneLine(customer.getEmail(), MAX_EMAIL));
    }

    /**
     * {@code fact} as a dead letter about an order, to be forwarded; it has been counted. Its key is the message's that could not be
     * told: a fact has one letter. Where it was found is told if it is known.
     */
    Record<String, SpecificRecord> because(
            Record<String, ? extends SpecificRecord> fact, String orderId, String messageId, String reason) {
        DeadLetterException exception = new DeadLetterException(reason);
        Optional<RecordMetadata> found = context.recordMetadata().filter(metadata -> topic.equals(metadata.topic()));
        int partition = found.map(RecordMetadata::partition).orElse(-1);
        long offset = found.map(RecordMetadata::offset).orElse(-1L);
        deadLetters.add(topic, partition, offset, exception);
        Headers headers = DeadLetterHeaders.of(fact.headers(), topic, partition, offset, exception);
        headers.remove(KEY).add(KEY, fact.key().getBytes(UTF_8));
        return new Record<>(FactKeys.of(orderId, messageId), fact.value(), fact.timestamp(), headers);
    }
}
