/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.common.testing.Sample;
import io.orderflow.common.testing.TopologyFixture;
import io.orderflow.common.testing.TopologyFixture.DeadLetter;
import io.orderflow.events.Order;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topic.Cleanup;
import io.orderflow.schemas.Topics;
import io.orderflow.schemas.serde.EventSerdes;
import io.orderflow.schemas.serde.RegistryUnavailableException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DeadLettersTest {

    private static final Topic<String, Order> ACCEPTED =
            new Topic<>("accepted", String.class, Order.class, Cleanup.DELETE, Duration.ofDays(1), "this test");

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
    }

    private static Topology refusesOrdersCalledBad(EventSerdes serdes) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
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
                .to(
                        ACCEPTED.name(),
                        Produced.with(Topics.ORDERS.keySerde(), serdes.valuesOf(Topics.ORDERS))
                                .withName("write-orders"));
        return builder.build();
    }
}
