/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import io.orderflow.events.Payment;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.Producer;

/** Exercise 1, persist events: the payment system's way into the log. */
final class PaymentLog {

    final Producer<String, Payment> producer;

    PaymentLog(Producer<String, Payment> producer) {
        this.producer = producer;
    }

    /** What the producer must be told so that nothing is lost that was acknowledged, and nothing is there twice. */
    static Map<String, Object> settings() {
        return Map.of();
    }

    /** Writes a payment. Completes with its offset once Kafka has it, or with Kafka's fault. */
    CompletableFuture<Long> write(Payment payment) {
        return YourTurn.to("write the payment to its topic, and tell when Kafka has it");
    }
}
