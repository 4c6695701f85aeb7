/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.commands;

import static io.orderflow.common.testing.Sample.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.awaitility.Awaitility.await;

import io.orderflow.events.OrderCommand;
import io.orderflow.orders.access.Identity;
import io.orderflow.orders.commands.Written.Unacknowledged;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class CommandLogTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final OrderCommand COMMAND = order("A").line("kettle", 1).placeOrder();

    private final MockProducer<String, OrderCommand> kafka = producer();

    private static MockProducer<String, OrderCommand> producer() {
        return new MockProducer<>(
                false,
                null,
                new StringSerializer(),
                EventSerdes.using(new InMemoryRegistry())
                        .valuesOf(Topics.ORDER_COMMANDS)
                        .serializer());
    }

    private static CommandLog on(MockProducer<String, OrderCommand> producer, Duration timeout, int bound) {
        return new CommandLog(producer, timeout, bound, Runnable::run, position -> {}, by -> Optional.empty());
    }

    @Test
    void aCommandIsWrittenUnderItsOrdersIdAndAnsweredWhenKafkaHasIt() {
        try (CommandLog log = on(kafka, LONG, 10)) {
            CompletableFuture<Written> written = log.write(COMMAND, Identity.ANYBODY);
            await().until(() -> kafka.history().size() == 1);
            assertThat(written).isNotDone();
            assertThat(log.unacknowledged()).isOne();

            kafka.completeNext();

            assertThat(written.join()).isInstanceOf(Written.Acknowledged.class);
            assertThat(kafka.history().get(0).key()).isEqualTo("A");
            assertThat(kafka.history().get(0).topic()).isEqualTo("order-commands");
            assertThat(log.unacknowledged()).isZero();
        }
    }

    @Test
    void whatKafkaRefusesForGoodIsNotWritten() {
        try (CommandLog log = on(kafka, LONG, 10)) {
            CompletableFuture<Written> written = log.write(COMMAND, Identity.ANYBODY);
            await().until(() -> kafka.history().size() == 1);

            kafka.errorNext(new RecordTooLargeException());

            assertThat(written.join()).isEqualTo(Unacknowledged.NOT_WRITTEN);
        }
    }

    @Test
    void whatKafkaDoesNotAcknowledgeMayBeWrittenOrNot() {
        try (CommandLog log = on(kafka, LONG, 10)) {
            CompletableFuture<Written> written = log.write(COMMAND, Identity.ANYBODY);
            await().until(() -> kafka.history().size() == 1);

            kafka.errorNext(new TimeoutException("no answer"));

            assertThat(written.join()).isEqualTo(Unacknowledged.UNKNOWN);
        }
    }

    @Test
    void whatCannotBecomeBytesIsNotWritten() {
        kafka.sendException = new SerializationException("the registry says no");
        try (CommandLog log = on(kafka, LONG, 10)) {
            assertThat(log.write(COMMAND, Identity.ANYBODY).join()).isEqualTo(Unacknowledged.NOT_WRITTEN);
            assertThat(log.unacknowledged()).isZero();
        }
    }

    @Test
    void aSilentBrokerIsNotWaitedForLongerThanTheTimeout() {
        try (CommandLog log = on(kafka, Duration.ofSeconds(1), 10)) {
            assertThat(log.write(COMMAND, Identity.ANYBODY).join()).isEqualTo(Unacknowledged.UNKNOWN);
            assertThat(log.unacknowledged()).isOne(); // Kafka still works at it
        }
    }

    @Test
    void noMoreThanTheBoundIsUnacknowledged() {
        try (CommandLog log = on(kafka, LONG, 2)) {
            CompletableFuture<Written> first = log.write(COMMAND, Identity.ANYBODY);
            CompletableFuture<Written> second = log.write(COMMAND, Identity.ANYBODY);

            assertThat(log.write(COMMAND, Identity.ANYBODY).join()).isEqualTo(Unacknowledged.TOO_MANY);

            await().until(() -> kafka.history().size() == 2);
            kafka.completeNext();
            kafka.completeNext();
            assertThat(first.join()).isInstanceOf(Written.Acknowledged.class);
            assertThat(second.join()).isInstanceOf(Written.Acknowledged.class);
            assertThat(log.write(COMMAND, Identity.ANYBODY)).isNotDone();
        }
    }

    @Test
    void aProducerThatBlocksHoldsNoCallerAndWhatWaitedTooLongBehindItIsNeverWritten() {
        CountDownLatch open = new CountDownLatch(1);
        try (CommandLog log = on(new BlockingProducer(open), Duration.ofMillis(50), 10)) {
            CompletableFuture<Written> first = log.write(COMMAND, Identity.ANYBODY);
            CompletableFuture<Written> second = log.write(COMMAND, Identity.ANYBODY);
            assertThat(first.join()).isEqualTo(Unacknowledged.UNKNOWN);
            assertThat(second.join()).isIn(Unacknowledged.UNKNOWN, Unacknowledged.NOT_WRITTEN);

            open.countDown();

            await().until(() -> log.unacknowledged() == 1); // the second was dropped
        }
    }

    @Test
    void closingWritesWhatWasTakenIn() {
        MockProducer<String, OrderCommand> willing = producer();
        CompletableFuture<Written> written;
        try (CommandLog log = on(willing, LONG, 10)) {
            written = log.write(COMMAND, Identity.ANYBODY);
        }
        assertThat(willing.history()).hasSize(1);
        assertThat(willing.closed()).isTrue();
        assertThat(written).isNotDone();
    }

    @Test
    void theProducerIsSafeAndBoundWhateverTheFileSays() {
        Map<String, Object> config =
                CommandLog.config(Map.of("acks", "1", "linger.ms", "7", "max.block.ms", "1"), Duration.ofSeconds(8));

        assertThat(config)
                .contains(
                        entry("acks", "all"),
                        entry("enable.idempotence", true),
                        entry("linger.ms", "7"),
                        entry("max.block.ms", 8_000),
                        entry("delivery.timeout.ms", 8_000),
                        entry("request.timeout.ms", 4_000));
    }

    /** Blocks in send, as a real one does that has no metadata. */
    private static final class BlockingProducer extends MockProducer<String, OrderCommand> {

        private final CountDownLatch open;

        BlockingProducer(CountDownLatch open) {
            super(
                    false,
                    null,
                    new StringSerializer(),
                    EventSerdes.using(new InMemoryRegistry())
                            .valuesOf(Topics.ORDER_COMMANDS)
                            .serializer());
            this.open = open;
        }

        @Override
        public synchronized Future<RecordMetadata> send(
                ProducerRecord<String, OrderCommand> record, Callback callback) {
            try {
                open.await();
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
            return super.send(record, callback);
        }
    }
}
