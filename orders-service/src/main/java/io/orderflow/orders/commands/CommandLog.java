/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.orderflow.events.OrderCommand;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.Written.Unacknowledged;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@link OrderCommands} on the topic {@code order-commands}: acknowledged by all replicas in sync, idempotent, and bounded in
 * time and number. A producer's {@code send} may block (for metadata, for memory, for the schema registry), so one thread of
 * its own does it and the caller's never waits; a command whose time is up before its turn came is dropped and said to be not
 * written.
 */
public final class CommandLog implements OrderCommands, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(CommandLog.class);
    private static final String REQUEST_ID = "X-Request-Id";
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration COMPLAINT_INTERVAL = Duration.ofSeconds(10);

    private final Producer<String, OrderCommand> producer;
    private final Duration timeout;
    private final int bound;
    private final Executor answers;
    private final Consumer<CommandPosition> acknowledged;
    private final Function<Identity, Optional<String>> subjects;
    private final AtomicInteger unacknowledged = new AtomicInteger();
    private final ThreadPoolExecutor writer;
    private final AtomicLong complained = new AtomicLong(System.nanoTime() - COMPLAINT_INTERVAL.toNanos());
    private volatile boolean closed;

    /**
     * @param timeout after which a command is answered for, whatever happened
     * @param bound how many commands may wait for their acknowledgement
     * @param answers where the futures are completed
     * @param acknowledged is told of each command that Kafka has acknowledged; must not block
     * @param subjects refers to whoever sends a command; nobody where nobody is asked for a token
     */
    public CommandLog(
            Producer<String, OrderCommand> producer,
            Duration timeout,
            int bound,
            Executor answers,
            Consumer<CommandPosition> acknowledged,
            Function<Identity, Optional<String>> subjects) {
        this.subjects = requireNonNull(subjects, "subjects");
        this.acknowledged = requireNonNull(acknowledged, "acknowledged");
        this.producer = requireNonNull(producer, "producer");
        this.timeout = requireNonNull(timeout, "timeout");
        this.bound = bound;
        this.answers = requireNonNull(answers, "answers");
        this.writer = new ThreadPoolExecutor(
                1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(bound), task -> new Thread(task, "order-commands"));
    }

    /** One on a real producer. */
    public static CommandLog on(
            Map<String, String> kafka,
            Duration timeout,
            int bound,
            Executor answers,
            Consumer<CommandPosition> acknowledged,
            Function<Identity, Optional<String>> subjects) {
        Producer<String, OrderCommand> producer = new KafkaProducer<>(
                config(kafka, timeout),
                new StringSerializer(),
                EventSerdes.from(kafka).valuesOf(Topics.ORDER_COMMANDS).serializer());
        return new CommandLog(producer, timeout, bound, answers, acknowledged, subjects);
    }

    static Map<String, Object> config(Map<String, String> kafka, Duration timeout) {
        int millis = Math.toIntExact(timeout.toMillis());
        Map<String, Object> config = new HashMap<>();
        // a lone order should not wait for company; under load batches fill while others are in flight
        config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
        // topics rarely written to are forgotten after five minutes, and the next send would block
        config.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, Integer.MAX_VALUE);
        config.put(ProducerConfig.CLIENT_ID_CONFIG, "orders-service-commands");
        config.putAll(kafka);
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis);
        config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis / 2);
        return config;
    }

    /** Asks for the topic's whereabouts, in the background, so that the first order need not wait for it. */
    public void warmUp() {
        writer.execute(() -> {
            if (closed) {
                return;
            }
            try {
                producer.partitionsFor(Topics.ORDER_COMMANDS.name());
            } catch (KafkaException e) {
                LOG.warn("The broker does not tell about {} yet: {}", Topics.ORDER_COMMANDS, e.getMessage());
            }
        });
    }

    /** How many commands wait for their acknowledgement now. */
    public int unacknowledged() {
        return unacknowledged.get();
    }

    @Override
    public CompletableFuture<Written> write(OrderCommand command, Identity by) {
        if (unacknowledged.incrementAndGet() > bound) {
            unacknowledged.decrementAndGet();
            return CompletableFuture.completedFuture(Unacknowledged.TOO_MANY);
        }
        Pending pending = new Pending(command, by, System.nanoTime() + timeout.toNanos());
        try {
            writer.execute(() -> send(pending));
        } catch (RejectedExecutionException e) {
            answer(pending, Unacknowledged.TOO_MANY);
        }
        return pending.written
                .copy()
                .completeOnTimeout(Unacknowledged.UNKNOWN, timeout.toMillis(), TimeUnit.MILLISECONDS)
                .thenApplyAsync(written -> written, answers);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    private void send(Pending pending) {
        if (closed || System.nanoTime() - pending.deadline >= 0) {
            answer(pending, Unacknowledged.NOT_WRITTEN);
            return;
        }
        try {
            producer.send(record(pending.command, pending.by), (metadata, error) -> {
                if (error == null) {
                    CommandPosition position = new CommandPosition(metadata.partition(), metadata.offset());
                    acknowledged.accept(position);
                    answer(pending, new Written.Acknowledged(position));
                } else {
                    answer(pending, outcome(error));
                }
            });
        } catch (RuntimeException e) { // it did not get as far as Kafka
            complain("A command could not be written", e);
            answer(pending, Unacknowledged.NOT_WRITTEN);
        }
    }

    /** With the request's name as a header, for tools that look at no values; and with that of whoever sent it. */
    private ProducerRecord<String, OrderCommand> record(OrderCommand command, Identity by) {
        ProducerRecord<String, OrderCommand> record =
                new ProducerRecord<>(Topics.ORDER_COMMANDS.name(), command.getOrderId(), command);
        record.headers().add(REQUEST_ID, command.getRequestId().getBytes(UTF_8));
        subjects.apply(by).ifPresent(reference -> Subjects.put(record.headers(), reference));
        return record;
    }

    /** The bound is on what Kafka still works at: given back when Kafka has answered, not when the client was told. */
    private void answer(Pending pending, Written written) {
        if (pending.answered.compareAndSet(false, true)) {
            unacknowledged.decrementAndGet();
            pending.written.complete(written);
        }
    }

    private Unacknowledged outcome(Exception error) {
        complain("A command was not acknowledged", error);
        boolean certain = error instanceof RecordTooLargeException
                || error instanceof InvalidTopicException
                || error instanceof SerializationException;
        return certain ? Unacknowledged.NOT_WRITTEN : Unacknowledged.UNKNOWN;
    }

    /** Says so now and then, not for each order of an outage. */
    private void complain(String what, Exception why) {
        long now = System.nanoTime();
        long last = complained.get();
        if (now - last >= COMPLAINT_INTERVAL.toNanos() && complained.compareAndSet(last, now)) {
            LOG.warn("{} ({} are under way): {}", what, unacknowledged(), why.getMessage());
        }
    }

    /** Writes what was taken in, waits for Kafka's answers as long as a clean stop allows, and ends. */
    @Override
    public void close() {
        long end = System.nanoTime() + CLOSE_TIMEOUT.toNanos();
        writer.shutdown();
        try {
            writer.awaitTermination(CLOSE_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        closed = true;
        writer.shutdownNow().forEach(Runnable::run); // each of them says that it was not written
        producer.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    }

    /** A command on its way. */
    private static final class Pending {

        private final OrderCommand command;
        private final Identity by;
        private final long deadline;
        private final AtomicBoolean answered = new AtomicBoolean();
        private final CompletableFuture<Written> written = new CompletableFuture<>();

        Pending(OrderCommand command, Identity by, long deadline) {
            this.command = command;
            this.by = by;
            this.deadline = deadline;
        }
    }
}
