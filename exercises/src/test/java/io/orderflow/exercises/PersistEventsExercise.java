/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.testing.Sample;
import io.orderflow.events.Payment;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.InMemoryRegistry;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class PersistEventsExercise {

    private final MockProducer<String, Payment> kafka = new MockProducer<>(
            false,
            null,
            new StringSerializer(),
            EventSerdes.using(new InMemoryRegistry()).of(Payment.class).serializer());
    private final PaymentLog log = new PaymentLog(kafka);

    @Test
    void aPaymentGoesToItsTopicUnderItsOwnId() {
        CompletableFuture<Long> unused = log.write(payment("P-1", "order-1"));

        assertThat(kafka.history()).extracting(ProducerRecord::topic).containsExactly("payments");
        assertThat(kafka.history()).extracting(ProducerRecord::key).containsExactly("P-1");
        assertThat(kafka.history()).extracting(ProducerRecord::value).containsExactly(payment("P-1", "order-1"));
    }

    @Test
    void itIsSaidToBeWrittenOnceKafkaHasItAndNoSooner() {
        CompletableFuture<Long> written = log.write(payment("P-1", "order-1"));
        assertThat(written).isNotDone();

        kafka.completeNext();

        assertThat(written).isCompletedWithValue(0L);
    }

    @Test
    void ifKafkaDoesNotTakeItThatIsTold() {
        CompletableFuture<Long> written = log.write(payment("P-1", "order-1"));

        kafka.errorNext(new NotEnoughReplicasException("one of two"));

        assertThat(written).isCompletedExceptionally();
        assertThatThrownBy(written::join).hasRootCauseInstanceOf(NotEnoughReplicasException.class);
    }

    @Test
    void allReplicasInSyncMustHaveItAndARepeatOfTheProducersOwnCountsOnce() {
        assertThat(PaymentLog.settings()).containsEntry("acks", "all").containsEntry("enable.idempotence", true);
    }

    private static Payment payment(String id, String orderId) {
        return new Payment(id, orderId, Sample.money("24.90"), "EUR", Sample.NOON);
    }
}
