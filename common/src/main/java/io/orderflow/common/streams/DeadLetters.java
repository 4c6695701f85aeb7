/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that cannot be read or processed: it goes to the dead-letter topic, with Streams' own
 * {@code __streams.errors.*} headers (KIP-1034), is counted, and the stream goes on. A fault that is not the record's, such
 * as a registry or broker that does not answer, stops the thread instead, which starts again from the last commit: nothing
 * is skipped that could be read a moment later.
 */
public final class DeadLetters {

    /** The configuration key under which the handlers find their service's {@link DeadLetters}. */
    static final String CONFIG = "orderflow.dead.letters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String service;
    private final AtomicLong count = new AtomicLong();

    public DeadLetters(String service) {
        this.service = service;
    }

    /** Counts one, and tells the log. */
    public void add(String topic, int partition, long offset, Throwable reason) {
        count.incrementAndGet();
        LOG.warn("{}: dead letter {}-{}@{}: {}", service, topic, partition, offset, reason.getMessage());
    }

    /** How many there were since start. */
    public long count() {
        return count.get();
    }

    void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("orderflow.dead.letters", count, AtomicLong::get)
                .description("Records that could not be read or processed and went to the dead-letter topic")
                .tag("service", service)
                .register(registry);
    }

    /** True if {@code failure} says something about the surroundings and nothing about the record. */
    static boolean isNotTheRecordsFault(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return true;
            }
            if (cause instanceof KafkaException && !(cause instanceof SerializationException)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOfGlobalStore(ErrorHandlerContext context) {
        return context.taskId() != null && context.taskId().subtopology() < 0;
    }

    /** Those of the service whose Streams configuration this is. */
    public static DeadLetters of(Map<String, ?> config) {
        return config.get(CONFIG) instanceof DeadLetters letters ? letters : new DeadLetters("streams");
    }

    /** For records that cannot be read. Made by Streams, by class name. */
    public static final class Unreadable extends LogAndContinueExceptionHandler {

        private DeadLetters letters = new DeadLetters("streams");

        @Override
        public void configure(Map<String, ?> config) {
            super.configure(config);
            letters = of(config);
        }

        @Override
        public DeserializationExceptionHandler.Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
            if (isNotTheRecordsFault(failure)) {
                return DeserializationExceptionHandler.Response.fail();
            }
            letters.add(record.topic(), record.partition(), record.offset(), failure);
            if (isOfGlobalStore(context)) {
                // The thread of global stores has no producer, and dies of being handed a record to write (4.3.1).
                return DeserializationExceptionHandler.Response.resume();
            }
            return super.handleError(context, record, failure);
        }
    }

    /** For records that a processor fails on. Made by Streams, by class name. */
    public static final class Unprocessable extends LogAndContinueProcessingExceptionHandler {

        private DeadLetters letters = new DeadLetters("streams");

        @Override
        public void configure(Map<String, ?> config) {
            super.configure(config);
            letters = of(config);
        }

        @Override
        public ProcessingExceptionHandler.Response handleError(
                ErrorHandlerContext context, Record<?, ?> record, Exception failure) {
            if (isNotTheRecordsFault(failure)) {
                return ProcessingExceptionHandler.Response.fail();
            }
            letters.add(String.valueOf(context.topic()), context.partition(), context.offset(), failure);
            return super.handleError(context, record, failure);
        }
    }
}
