/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit.streams;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams, set up to promise what the plain clients of the other example promise. */
final class StreamsSetup {

    /** The program's name, and that of its consumer group: the plain clients' own, so that the one goes on where the other was. */
    static final String NAME = "credit-limit-validator";

    private static final Logger LOG = LoggerFactory.getLogger(StreamsSetup.class);

    private StreamsSetup() {}

    /** {@code kafka} is where Kafka is, and how to log in if need be. */
    static Map<String, Object> properties(Map<String, String> kafka) {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, NAME);
        properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG), 10_000);
        properties.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 10_000);
        properties.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, SkipUnreadable.class);
        return properties;
    }

    /** Skips what cannot be read, and waits where that is not the record's fault. Made by Streams, by class name. */
    public static final class SkipUnreadable implements DeserializationExceptionHandler {

        @Override
        public Response handleError(
                ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
            if (!(failure instanceof SerializationException)) { // the registry is away, say
                return Response.fail(); // the thread ends, and its successor reads this record again
            }
            LOG.error(
                    "skipped {}-{} offset {}: {}",
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    failure.getMessage());
            return Response.resume();
        }

        @Override
        public void configure(Map<String, ?> config) {}
    }
}
