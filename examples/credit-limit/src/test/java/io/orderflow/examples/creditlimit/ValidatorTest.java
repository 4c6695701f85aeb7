/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.examples.creditlimit;

import static io.orderflow.examples.creditlimit.Orders.NOON;
import static io.orderflow.examples.creditlimit.Orders.created;
import static io.orderflow.examples.creditlimit.Orders.line;
import static io.orderflow.examples.creditlimit.Orders.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.events.CheckResult;
import io.orderflow.events.Order;
import io.orderflow.events.OrderState;
import io.orderflow.events.OrderValidation;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TransactionAbortableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The loop around the rule, against Kafka's own stand-ins for a consumer and a producer. */
class ValidatorTest {

    private static final TopicPartition ORDERS = new TopicPartition("orders", 0);

    private final MockConsumer<String, Order> consumer = new MockConsumer<>("earliest");
    private final MockProducer<String, OrderValidation> producer = new MockProducer<>(
            true,
            null,
            new StringSerializer(),
            EventSerdes.using(new InMemoryRegistry()).of(OrderValidation.class).serializer());
    private final CreditLimit limit = new CreditLimit(new BigDecimal("1000"));
    private final Validator validator =
            new Validator(consumer, producer, order -> limit.check(order, NOON), Duration.ZERO);

    @BeforeEach
    void aGroupOfOne() {
        consumer.updateBeginningOffsets(Map.of(ORDERS, 0L));
        consumer.schedulePollTask(() -> consumer.rebalance(List.of(ORDERS)));
    }

    @Test
    void eachCreatedOrderIsAnsweredOnceUnderItsId() {
        poll(() -> {
            arrives(0, created("A", line(1, "24.90")));
            arrives(1, created("B", line(1, "1290")));
        });

        run();

        assertThat(producer.history()).extracting(ProducerRecord::topic).containsOnly("order-validations");
        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("A", "B");
        assertThat(producer.history())
                .extracting(answer -> answer.value().getResult())
                .containsExactly(CheckResult.PASS, CheckResult.FAIL);
    }

    @Test
    void whatWasReadIsCommittedTogetherWithTheAnswers() {
        poll(() -> arrives(0, created("A")));
        poll(() -> arrives(1, order("A", OrderState.VALIDATED)));

        run();

        assertThat(producer.commitCount()).isEqualTo(2);
        assertThat(committed()).containsExactly(1L, 2L);
        assertThat(consumer.committed(Set.of(ORDERS))).isEmpty();
    }

    @Test
    void onlyCreatedOrdersAreAnswered() {
        poll(() -> {
            arrives(0, order("A", OrderState.VALIDATED));
            arrives(1, order("B", OrderState.FAILED));
            arrives(2, order("C", OrderState.CANCELLED));
            arrives(3, order("D", OrderState.SHIPPED));
            consumer.addRecord(new ConsumerRecord<>("orders", 0, 4, "E", null));
        });

        run();

        assertThat(producer.history()).isEmpty();
        assertThat(committed()).containsExactly(5L);
    }

    @Test
    void anUnreadableRecordIsSkipped() {
        pollFails(0, new SerializationException("not Avro"));
        poll(() -> arrives(1, created("A")));

        run();

        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("A");
        assertThat(committed()).containsExactly(2L);
    }

    @Test
    void anOrderIsNotSkippedBecauseTheRegistryIsAway() {
        pollFails(0, new RegistryUnavailableException("no answer", null));
        poll(() -> arrives(0, created("A")));

        run();

        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("A");
    }

    @Test
    void aTransactionThatCannotBeCommittedIsRolledBackAndItsOrdersAreReadAgain() {
        producer.commitTransactionException = new TransactionAbortableException("not this time");
        poll(() -> {
            arrives(0, created("A"));
            arrives(1, created("B"));
        });
        poll(() -> {
            assertThat(producer.transactionAborted()).isTrue();
            assertThat(producer.history()).isEmpty();
            assertThat(consumer.position(ORDERS)).isZero();
            producer.commitTransactionException = null;
            arrives(0, created("A"));
            arrives(1, created("B"));
        });

        run();

        assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("A", "B");
        assertThat(committed()).containsExactly(2L);
    }

    @Test
    void aFencedProducerEndsTheProgram() {
        poll(() -> {
            arrives(0, created("A"));
            producer.fenceProducer();
        });

        assertThatThrownBy(validator::run).isInstanceOf(KafkaException.class);
        assertThat(producer.history()).isEmpty();
    }

    private void run() {
        consumer.schedulePollTask(consumer::wakeup);
        validator.run();
    }

    private void poll(Runnable task) {
        consumer.schedulePollTask(task);
    }

    private void pollFails(long offset, RuntimeException cause) {
        poll(() -> consumer.setPollException(new RecordDeserializationException(
                DeserializationExceptionOrigin.VALUE,
                ORDERS,
                offset,
                0,
                TimestampType.CREATE_TIME,
                ByteBuffer.allocate(0),
                ByteBuffer.allocate(0),
                new RecordHeaders(),
                "cannot read",
                cause)));
    }

    private void arrives(long offset, Order order) {
        consumer.addRecord(new ConsumerRecord<>("orders", 0, offset, order.getId(), order));
    }

    private List<Long> committed() {
        return producer.consumerGroupOffsetsHistory().stream()
                .flatMap(groups -> groups.values().stream())
                .map(offsets -> offsets.get(ORDERS))
                .map(OffsetAndMetadata::offset)
                .toList();
    }
}
