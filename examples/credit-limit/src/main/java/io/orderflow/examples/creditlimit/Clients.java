/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import io.orderflow.events.Order;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.proof.CheckKey;
import io.orderflow.schemas.serde.EventSerdes;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Kafka's own clients, set up so that reading, answering and remembering where one is are one transaction. */
final class Clients {

    /** The program's name, and that of its consumer group. */
    static final String NAME = "credit-limit-validator";

    private final Map<String, Object> common;
    private final EventSerdes serdes;

    /**
     * For a cluster.
     *
     * @param common has {@code bootstrap.servers}, {@code schema.registry.url}, and how to log in if need be
     * @param key signs the verdicts, where the orders service wants that
     */
    Clients(Map<String, String> common, Optional<CheckKey> key) {
        this.common = Map.copyOf(common);
        this.serdes = EventSerdes.from(common).signing(key);
    }

    KafkaConsumer<String, Order> consumer() {
        return new KafkaConsumer<>(
                with(Map.of(
                        ConsumerConfig.GROUP_ID_CONFIG,
                        NAME,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG,
                        10_000,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false)),
                new StringDeserializer(),
                serdes.valuesOf(Topics.ORDERS).deserializer());
    }

    /**
     * The transactional id is one of this process alone: that only one instance answers for a partition, the consumer group
     * sees to. A transaction that a crash left open is rolled back after its timeout; until then nobody reads past it.
     */
    KafkaProducer<String, OrderValidation> producer() {
        return new KafkaProducer<>(
                with(Map.of(
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
                        NAME + "-" + UUID.randomUUID(),
                        ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                        10_000,
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.ACKS_CONFIG,
                        "all")),
                new StringSerializer(),
                serdes.valuesOf(Topics.ORDER_VALIDATIONS).serializer());
    }

    private Map<String, Object> with(Map<String, Object> own) {
        Map<String, Object> all = new HashMap<>(common);
        all.putAll(own);
        return all;
    }
}
