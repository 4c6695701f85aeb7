/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Shipment;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.Ending;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DlqTest {

    private static final Topic<byte[], byte[]> LETTERS = Topics.deadLettersOf("orders-service");

    private final FakeKafka kafka = FakeKafka.withTopics();
    private final Shell shell = new Shell(kafka);

    @BeforeEach
    void aShipmentThatCameTooEarly() {
        kafka.holds(Topics.SHIPMENTS, "A", new Shipment("A", Instant.EPOCH));
        ConsumerRecord<byte[], byte[]> shipment = kafka.raw(Topics.SHIPMENTS).get(0);
        Headers headers = new RecordHeaders()
                .add("traceparent", "00-1".getBytes(UTF_8))
                .add("__streams.errors.topic", "shipments".getBytes(UTF_8))
                .add("__streams.errors.partition", "1".getBytes(UTF_8))
                .add("__streams.errors.offset", "17".getBytes(UTF_8))
                .add("__streams.errors.message", "order A is CREATED".getBytes(UTF_8));
        kafka.holds(LETTERS, shipment.key(), shipment.value(), headers);
    }

    @Test
    void listCountsAndTellsTheNewestReason() {
        Ended ended = shell.run("dlq", "list", "--json");

        assertThat(ended.json()).hasSize(Topics.SERVICES.size());
        assertThat(ended.json().get(0).path("count").asInt()).isEqualTo(1);
        assertThat(ended.json().get(0).path("reason").asText()).isEqualTo("order A is CREATED");
        assertThat(ended.json().get(1).path("count").asInt()).isZero();
    }

    @Test
    void showReadsALetterAsWhatItWas() {
        Ended ended = shell.run("dlq", "show", "orders-service");

        assertThat(ended.out().lines().skip(1))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("  found in shipments[1]@17, key A"),
                        line -> assertThat(line).isEqualTo("  because  order A is CREATED"),
                        line -> assertThat(line).startsWith("  content  shipped 1970-01-01"));
    }

    @Test
    void tailShowsTheReasonToo() {
        Ended ended = shell.run("tail", "orders-service-dlq", "--from-beginning", "--no-follow");

        assertThat(ended.out()).contains("<- shipments[1]@17: order A is CREATED");
    }

    @Test
    void replayWritesTheRecordBackWithItsOwnHeaders() {
        Ended ended = shell.run("dlq", "replay", "orders-service", "--partition", "0", "--offset", "0");

        assertThat(ended.code()).isEqualTo(Ending.OK);
        ConsumerRecord<byte[], byte[]> again = kafka.raw(Topics.SHIPMENTS).get(1);
        assertThat(again.value()).isEqualTo(kafka.raw(Topics.SHIPMENTS).get(0).value());
        assertThat(again.headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("traceparent=00-1", "orderflow.replayed.from=orders-service-dlq[0]@0");
    }

    @Test
    void whatIsNotThereCannotBeReplayed() {
        Ended ended = shell.run("dlq", "replay", "orders-service", "--partition", "0", "--offset", "1");

        assertThat(ended.code()).isEqualTo(Ending.NOT_FOUND);
        assertThat(ended.err()).contains("no dead letter at partition 0, offset 1 of orders-service-dlq");
    }

    @Test
    void anUnknownServiceIsAMistake() {
        assertThat(shell.run("dlq", "show", "orders").err())
                .contains("no service 'orders'; there are orders-service, inventory-service");
    }
}
