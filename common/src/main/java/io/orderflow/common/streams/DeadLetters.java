/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.orderflow.common.streams.SuspectRecords.Place;
import io.orderflow.schemas.proof.UnprovenVerdictException;
import io.orderflow.schemas.serde.OversizeException;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProcessingExceptionHandler;
import org.apache.kafka.streams.errors.ProductionExceptionHandler;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of a record that cannot be read or processed: it goes to the dead-letter topic, with Streams' own
 * {@code __streams.errors.*} headers (KIP-1034), is counted, and the stream goes on. A letter that would not fit is cut
 * ({@link io.orderflow.schemas.DeadLetterHeaders#CUT}).
 *
 * <p>A letter is written only where nothing of the record has been done: when it cannot be read, or a processor refuses it
 * ({@link DeadLetterException}) before it has written anything. Any other failure gives the transaction up: the thread starts
 * again from the last commit, so that nothing is half done and nothing is skipped that could be done a moment later. A record
 * that fails again and again is then set aside before it is processed ({@link SuspectRecords}); a registry or broker that does not
 * answer is never held against a record.
 */
public final class DeadLetters {

    /** The configuration key under which the handlers find their service's {@link DeadLetters}. */
    public static final String CONFIG = "orderflow.dead.letters";

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);

    private final String service;
    private final AtomicLong count = new AtomicLong();
    private final AtomicLong unproven = new AtomicLong();
    /** Offsets remembered a partition: more than one transaction has bad records. */
    private static final int MOST_REMEMBERED = 10_000;

    private final Map<TopicPartition, NavigableSet<Long>> counted = new ConcurrentHashMap<>();
    private final SuspectRecords suspects = new SuspectRecords();
    private volatile int partitions;

    public DeadLetters(String service) {
        this.service = service;
    }

    /**
     * Counts one, and tells the log. One that comes again because its transaction was given up is not counted again.
     *
     * @param offset -1 where it is not known
     */
    public void add(String topic, int partition, long offset, Throwable reason) {
        if (isNew(new TopicPartition(topic, partition), offset)) {
            count.incrementAndGet();
            if (reason instanceof UnprovenVerdictException) {
                unproven.incrementAndGet();
            }
        }
        LOG.warn("{}: dead letter {}-{}@{}: {}", service, topic, partition, offset, reason.getMessage());
    }

    /** A record may be found unreadable before the one ahead of it fails, so the offsets do not come in order. */
    private boolean isNew(TopicPartition partition, long offset) {
        if (offset < 0) {
            return true;
        }
        NavigableSet<Long> known = counted.computeIfAbsent(partition, any -> new TreeSet<>());
        synchronized (known) {
            boolean forgotten = known.size() == MOST_REMEMBERED && offset < known.first();
            boolean isNew = !forgotten && known.add(offset);
            if (known.size() > MOST_REMEMBERED) {
                known.pollFirst();
            }
            return isNew;
        }
    }

    /** Tells how many partitions the dead-letter topic has. */
    void goTo(int partitionsOfTopic) {
        partitions = partitionsOfTopic;
    }

    /** How many there were since start. */
    public long count() {
        return count.get();
    }

    /** How many of them were verdicts that nothing proves to be from the check which they name. */
    public long unproven() {
        return unproven.get();
    }

    SuspectRecords suspects() {
        return suspects;
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
            if (cause instanceof KafkaException
                    && !(cause instanceof SerializationException)
                    && !isOnlyAWrapper(cause)) {
                return true;
            }
        }
        return false;
    }

    /** Streams wraps some of what processors throw, such as a wrong cast, before it asks. */
    private static boolean isOnlyAWrapper(Throwable failure) {
        return failure.getClass() == StreamsException.class
                && failure.getCause() instanceof RuntimeException cause
                && !(cause instanceof KafkaException);
    }

    /** Those of the service whose Streams configuration this is. */
    public static DeadLetters of(Map<String, ?> config) {
        return config.get(CONFIG) instanceof DeadLetters letters ? letters : new DeadLetters("streams");
    }

    private static boolean isOfGlobalStore(ErrorHandlerContext context) {
        return context.taskId() != null && context.taskId().subtopology() < 0;
    }

    /** The record that was being processed; none in a punctuator. */
    private static Optional<Place> place(ErrorHandlerContext context) {
        return context.topic() == null || context.offset() < 0
                ? Optional.empty()
                : Optional.of(new Place(new TopicPartition(context.topic(), context.partition()), context.offset()));
    }

    private List<ProducerRecord<byte[], byte[]>> ready(List<ProducerRecord<byte[], byte[]>> letters) {
        return letters.stream()
                .map(DeadLetterBounds::fitted)
                .map(letter -> DeadLetterAddress.addressed(letter, partitions))
                .toList();
    }

    private static String reason(Throwable failure) {
        return "failed %s times: %s".formatted(SuspectRecords.TRIES, failure);
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
            return DeserializationExceptionHandler.Response.resume(
                    letters.ready(super.handleError(context, record, failure).deadLetterQueueRecords()));
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
            boolean refused = failure instanceof DeadLetterException;
            if (isOfGlobalStore(context) && !isNotTheRecordsFault(failure)) {
                // One write, which is the only thing that can have failed: nothing is half done.
                letters.add(context.topic(), context.partition(), context.offset(), failure);
                return ProcessingExceptionHandler.Response.resume();
            }
            if (refused && isWhole(context)) {
                letters.add(context.topic(), context.partition(), context.offset(), failure);
                return ProcessingExceptionHandler.Response.resume(letters.ready(
                        super.handleError(context, record, failure).deadLetterQueueRecords()));
            }
            if (refused || failure instanceof OversizeException) {
                place(context)
                        .ifPresent(place -> letters.suspects.convict(place, String.valueOf(failure.getMessage())));
            } else if (!isNotTheRecordsFault(failure)) {
                place(context).ifPresent(place -> letters.suspects.suspect(place, reason(failure)));
            }
            return ProcessingExceptionHandler.Response.fail();
        }

        /** Streams lets go of the bytes that a record came as once something has been written for it. */
        private static boolean isWhole(ErrorHandlerContext context) {
            return place(context).isPresent() && (context.sourceRawKey() != null || context.sourceRawValue() != null);
        }
    }

    /**
     * For records that cannot be written: their transaction is given up, always, because what led to them may be half done,
     * and because a producer that has refused a record cannot commit any more. Made by Streams, by class name.
     */
    public static final class Unwritable implements ProductionExceptionHandler {

        private static final String SENDERS_THREAD = "kafka-producer-network-thread";

        private DeadLetters letters = new DeadLetters("streams");

        @Override
        public void configure(Map<String, ?> config) {
            letters = of(config);
        }

        @Override
        public Response handleError(
                ErrorHandlerContext context, ProducerRecord<byte[], byte[]> record, Exception failure) {
            if (failure instanceof RetriableException) {
                return Response.retry();
            }
            LOG.warn("{}: cannot write to {}: {}", letters.service, record.topic(), failure.getMessage());
            // Only what the producer refuses at once is known to belong to the record that is being processed.
            if (failure instanceof RecordTooLargeException
                    && !Thread.currentThread().getName().startsWith(SENDERS_THREAD)) {
                place(context)
                        .ifPresent(place -> letters.suspects.convict(
                                place,
                                "what it leads to in " + record.topic() + " is too large: " + failure.getMessage()));
            }
            return Response.fail();
        }

        @Override
        @SuppressWarnings("rawtypes") // as Streams declares it
        public Response handleSerializationError(
                ErrorHandlerContext context,
                ProducerRecord record,
                Exception failure,
                SerializationExceptionOrigin origin) {
            if (failure instanceof OversizeException) {
                place(context)
                        .ifPresent(place -> letters.suspects.convict(place, String.valueOf(failure.getMessage())));
            } else if (!isNotTheRecordsFault(failure)) {
                place(context).ifPresent(place -> letters.suspects.suspect(place, reason(failure)));
            }
            return Response.fail();
        }
    }
}
