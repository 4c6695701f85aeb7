/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers each CREATED order with one verdict. What was read and what was answered are committed in one transaction, so that
 * an order is answered once, whatever crashes. What to answer, {@code rule} knows.
 */
final class Validator {

    private static final Logger LOG = LoggerFactory.getLogger(Validator.class);
    private static final Duration POLL = Duration.ofSeconds(1);

    private final Consumer<String, Order> consumer;
    private final Producer<String, OrderValidation> producer;
    private final Function<Order, OrderValidation> rule;
    private final Duration pause;

    /** {@code pause} is how long to wait before what failed is tried again. */
    Validator(
            Consumer<String, Order> consumer,
            Producer<String, OrderValidation> producer,
            Function<Order, OrderValidation> rule,
            Duration pause) {
        this.consumer = consumer;
        this.producer = producer;
        this.rule = rule;
        this.pause = pause;
    }

    /**
     * Works until the consumer is woken up.
     *
     * @throws KafkaException if it cannot go on, for example because the producer was fenced
     */
    void run() {
        producer.initTransactions();
        consumer.subscribe(List.of(Topics.ORDERS.name()));
        LOG.info("answering orders");
        try {
            while (true) {
                answer(next());
            }
        } catch (WakeupException e) {
            LOG.info("told to stop");
        }
    }

    private ConsumerRecords<String, Order> next() {
        try {
            return consumer.poll(POLL);
        } catch (RecordDeserializationException e) {
            if (e.getCause() instanceof SerializationException unreadable) {
                LOG.error("skipped {} offset {}: {}", e.topicPartition(), e.offset(), unreadable.getMessage());
                consumer.seek(e.topicPartition(), e.offset() + 1);
            } else { // not the record's fault: the registry is away, say; the next poll tries the same record
                LOG.warn("waiting at {} offset {}: {}", e.topicPartition(), e.offset(), String.valueOf(e.getCause()));
                pause();
            }
            return ConsumerRecords.empty();
        }
    }

    private void answer(ConsumerRecords<String, Order> records) {
        if (records.isEmpty()) {
            return;
        }
        try {
            producer.beginTransaction();
            for (ConsumerRecord<String, Order> record : records) {
                answer(record.value());
            }
            // The group's metadata fences whoever has lost these partitions in a rebalance.
            producer.sendOffsetsToTransaction(records.nextOffsets(), consumer.groupMetadata());
            producer.commitTransaction();
        } catch (KafkaException e) {
            LOG.warn("could not commit the answers to {} records: {}", records.count(), e.toString());
            producer.abortTransaction(); // fails if the producer is beyond help: then the program ends
            records.partitions()
                    .forEach(partition -> consumer.seek(
                            partition, records.records(partition).get(0).offset()));
            pause();
        }
    }

    private void answer(@Nullable Order order) {
        if (order != null && order.getState() == OrderState.CREATED) {
            // What becomes of it, the commit will tell.
            Future<RecordMetadata> unused = producer.send(
                    new ProducerRecord<>(Topics.ORDER_VALIDATIONS.name(), order.getId(), rule.apply(order)));
        }
    }

    private void pause() {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
