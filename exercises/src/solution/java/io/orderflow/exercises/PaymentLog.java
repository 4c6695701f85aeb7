/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Payment;
import io.orderflow.schemas.Topics;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Exercise 1, persist events: the payment system's way into the log. */
final class PaymentLog {

    final Producer<String, Payment> producer;

    PaymentLog(Producer<String, Payment> producer) {
        this.producer = producer;
    }

    /** What the producer must be told so that nothing is lost that was acknowledged, and nothing is there twice. */
    static Map<String, Object> settings() {
        return Map.of(ProducerConfig.ACKS_CONFIG, "all", ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    }

    /** Writes a payment. Completes with its offset once Kafka has it, or with Kafka's fault. */
    CompletableFuture<Long> write(Payment payment) {
        CompletableFuture<Long> written = new CompletableFuture<>();
        ProducerRecord<String, Payment> record = new ProducerRecord<>(Topics.PAYMENTS.name(), payment.getId(), payment);
        Future<RecordMetadata> unused = producer.send(record, (metadata, fault) -> {
            if (fault == null) {
                written.complete(metadata.offset());
            } else {
                written.completeExceptionally(fault);
            }
        });
        return written;
    }
}
