/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderflow.common.streams.SuspectRecords.Place;
import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.Order;
import io.orderflow.schemas.RecordBounds;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topic.Cleanup;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Topic<String, Order> ACCEPTED = new Topic<>(
            "accepted", String.class, "order id", Order.class, Cleanup.DELETE, Duration.ofDays(1), "this test");

    private final TopologyFixture fixture =
            new TopologyFixture("fraud-service", DeadLettersTest::refusesOrdersCalledBad);

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void whatCannotBeReadGoesToTheDeadLettersAndTheStreamGoesOn() {
        fixture.sendBytes(Topics.ORDERS, "x", new byte[] {1, 2, 3, 4, 5, 6});
        fixture.send(Topics.ORDERS, "good", Sample.order("good").created());

        assertThat(fixture.received(ACCEPTED)).extracting(Order::getId).containsExactly("good");
        assertThat(fixture.deadLetters()).singleElement().satisfies(letter -> {
            assertThat(letter.topic()).isEqualTo("orders");
            assertThat(letter.reason()).contains("starts with byte 0x01");
        });
    }

    @Test
    void whatAProcessorRefusesGoesToTheDeadLettersWithItsReason() {
        fixture.send(Topics.ORDERS, "bad", Sample.order("bad").created());
        fixture.send(Topics.ORDERS, "good", Sample.order("good").created());

        assertThat(fixture.received(ACCEPTED)).extracting(Order::getId).containsExactly("good");
        assertThat(fixture.deadLetters()).isEqualTo(List.of(new DeadLetter("orders", "called bad")));
    }

    @Test
    void aRegistryOrBrokerThatIsAwayIsNotTheRecordsFault() {
        Exception away = new RegistryUnavailableException("away", null);

        assertThat(DeadLetters.isNotTheRecordsFault(away)).isTrue();
        assertThat(DeadLetters.isNotTheRecordsFault(new SerializationException("cannot read", away)))
                .isTrue();
        assertThat(DeadLetters.isNotTheRecordsFault(new StreamsException("sink", new TimeoutException("broker"))))
                .isTrue();
        assertThat(DeadLetters.isNotTheRecordsFault(new SerializationException("garbage")))
                .isFalse();
        assertThat(DeadLetters.isNotTheRecordsFault(new IllegalArgumentException("bug")))
                .isFalse();
        assertThat(DeadLetters.isNotTheRecordsFault(new StreamsException("wrapped", new ClassCastException("bug"))))
                .isFalse();
    }

    @Test
    void afterHalfAChangeTheTransactionIsGivenUpAndNothingIsADeadLetter() {
        assertThatThrownBy(() ->
                        fixture.send(Topics.ORDERS, "half", Sample.order("half").created()))
                .hasStackTraceContaining("failed half-way");

        assertThat(fixture.deadLetters()).isEmpty();
        assertThat(fixture.letters().count()).isZero();
    }

    @Test
    void aRecordThatIsRefusedAfterSomethingWasWrittenForItIsSetAsideWholeWhenItComesAgain() {
        Order late = Sample.order("late").created();
        assertThatThrownBy(() -> fixture.send(Topics.ORDERS, "late", late)).hasStackTraceContaining("refused too late");
        assertThat(fixture.deadLetters()).isEmpty();

        fixture.again(Topics.ORDERS, "late", late);

        assertThat(fixture.deadLetters()).isEqualTo(List.of(new DeadLetter("orders", "refused too late")));
        assertThat(fixture.letters().count()).isOne();
    }

    @Test
    void aRecordThatFailsThreeTimesIsSetAsideWholeWhenItComesAgain() {
        Order half = Sample.order("half").created();
        Place place = new Place(new TopicPartition("orders", 0), 0);
        fixture.letters().suspects().suspect(place, "the first time");
        fixture.letters().suspects().suspect(place, "the second time");
        assertThatThrownBy(() -> fixture.send(Topics.ORDERS, "half", half)).hasStackTraceContaining("failed half-way");

        fixture.again(Topics.ORDERS, "half", half);

        assertThat(fixture.deadLetters())
                .isEqualTo(List.of(
                        new DeadLetter("orders", "failed 3 times: java.lang.IllegalStateException: failed half-way")));
    }

    @Test
    void aRecordThatLeadsToOneTooLargeToWriteIsSetAsideWholeWhenItComesAgain() {
        Order grows = Sample.order("grows").created();
        assertThatThrownBy(() -> fixture.send(Topics.ORDERS, "grows", grows)).hasStackTraceContaining("too large");

        fixture.again(Topics.ORDERS, "grows", grows);
        fixture.send(Topics.ORDERS, "good", Sample.order("good").created());

        assertThat(fixture.deadLetters())
                .singleElement()
                .satisfies(letter ->
                        assertThat(letter.reason()).contains("is too large to be written to accepted: at most 512000"));
        assertThat(fixture.received(ACCEPTED)).extracting(Order::getId).containsExactly("good");
    }

    @Test
    void aDeadLetterOfATransactionThatWasGivenUpIsCountedOnce() {
        DeadLetters letters = new DeadLetters("fraud-service");
        for (long offset : new long[] {3, 5, 3, 5, 6}) {
            letters.add("orders", 0, offset, new DeadLetterException("bad"));
        }

        assertThat(letters.count()).isEqualTo(3);
    }

    @Test
    void aDeadLetterAheadOfOneThatWasFoundEarlierIsCountedToo() {
        DeadLetters letters = new DeadLetters("fraud-service");
        for (long offset : new long[] {3, 2, 3, 2}) {
            letters.add("orders", 0, offset, new DeadLetterException("bad"));
        }

        assertThat(letters.count()).isEqualTo(2);
    }

    private static Topology refusesOrdersCalledBad(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        KStream<String, Order> orders = builder.stream(
                        Topics.ORDERS.name(),
                        Consumed.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("read-orders"))
                .mapValues(
                        order -> {
                            if (order.getId().equals("bad")) {
                                throw new DeadLetterException("called bad");
                            }
                            return order;
                        },
                        Named.as("refuse-bad"))
                .mapValues(
                        order -> {
                            if (order.getId().equals("half")) {
                                throw new IllegalStateException("failed half-way");
                            }
                            if (order.getId().equals("grows")) {
                                order.put(
                                        order.getSchema().getField("requestId").pos(),
                                        "x".repeat(RecordBounds.LARGEST_RECORD));
                            }
                            return order;
                        },
                        Named.as("fail-half-way"));
        orders.filterNot((id, order) -> order.getId().equals("late"), Named.as("all-others"))
                .to(
                        ACCEPTED.name(),
                        Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("write-orders"));
        KStream<String, Order> late = orders.filter((id, order) -> order.getId().equals("late"), Named.as("late"));
        late.to(
                ACCEPTED.name(),
                Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                        .withName("write-late"));
        late.foreach(
                (id, order) -> {
                    throw new DeadLetterException("refused too late");
                },
                Named.as("refuse-late"));
        return builder.build();
    }
}
