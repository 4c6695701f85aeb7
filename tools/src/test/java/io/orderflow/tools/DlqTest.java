/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderflow.events.Shipment;
import io.orderflow.schemas.DeadLetterHeaders;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.Shell.Ended;
import io.orderflow.tools.ending.ExitCode;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

        assertThat(ended.code()).isEqualTo(ExitCode.OK);
        ConsumerRecord<byte[], byte[]> again = kafka.raw(Topics.SHIPMENTS).get(1);
        assertThat(again.value()).isEqualTo(kafka.raw(Topics.SHIPMENTS).get(0).value());
        assertThat(again.headers().toArray())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("traceparent=00-1", "orderflow.replayed.from=orders-service-dlq[0]@0");
    }

    @Test
    void replayKeepsTheTimeOfTheRecordUnlessThatCannotBeTrue() {
        kafka.changes(Topics.SHIPMENTS, "retention.ms", "-1");
        letterFrom("shipments", 1_000);
        letterFrom("shipments", -1);
        letterFrom("shipments", Long.MAX_VALUE);

        replay(1);
        replay(2);
        replay(3);

        long now = System.currentTimeMillis();
        assertThat(kafka.raw(Topics.SHIPMENTS))
                .extracting(ConsumerRecord::timestamp)
                .element(1)
                .isEqualTo(1_000L);
        assertThat(kafka.raw(Topics.SHIPMENTS).subList(2, 4))
                .extracting(ConsumerRecord::timestamp)
                .allSatisfy(time -> assertThat(time).isBetween(now - 600_000, now));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "__transaction_state",
                "inventory-service-dlq",
                "orders-service-dlq",
                "orders-service-orders-changelog",
                "inventory-service-lines-by-product-repartition",
                "somebody-elses"
            })
    void replayWritesToNoTopicThatTheServiceCannotHaveReadWhateverTheLetterSays(String topic) {
        kafka.add(new NewTopic(topic, 1, (short) 1).configs(Map.of()));
        letterFrom(topic, 1_000);

        Ended ended = replay(1);

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.err())
                .contains("comes from " + topic + ", which is no topic that orders-service could have read");
    }

    @Test
    void replayWritesToTheServicesOwnRepartitionTopics() {
        kafka.add(new NewTopic("orders-service-by-line-repartition", 1, (short) 1).configs(Map.of()));
        letterFrom("orders-service-by-line-repartition", 1_000);

        assertThat(replay(1).out()).contains("written to orders-service-by-line-repartition");
    }

    @Test
    void aLetterThatWasCutIsNotReplayed() {
        Headers headers = new RecordHeaders()
                .add(DeadLetterHeaders.TOPIC, "shipments".getBytes(UTF_8))
                .add(DeadLetterHeaders.CUT, "value".getBytes(UTF_8));
        kafka.holds(LETTERS, new byte[] {7}, new byte[0], headers);

        Ended ended = replay(1);

        assertThat(ended.code()).isEqualTo(ExitCode.NO);
        assertThat(ended.err()).contains("not the whole record (value cut");
        assertThat(kafka.raw(Topics.SHIPMENTS)).hasSize(1);
    }

    private void letterFrom(String topic, long timestamp) {
        Headers headers = new RecordHeaders().add(DeadLetterHeaders.TOPIC, topic.getBytes(UTF_8));
        kafka.holds(LETTERS, new byte[] {7}, new byte[] {1}, headers, timestamp);
    }

    private Ended replay(long offset) {
        return shell.run("dlq", "replay", "orders-service", "--partition", "0", "--offset", String.valueOf(offset));
    }

    @Test
    void whatIsNotThereCannotBeReplayed() {
        Ended ended = shell.run("dlq", "replay", "orders-service", "--partition", "0", "--offset", "1");

        assertThat(ended.code()).isEqualTo(ExitCode.NOT_FOUND);
        assertThat(ended.err()).contains("no dead letter at partition 0, offset 1 of orders-service-dlq");
    }

    @Test
    void anUnknownServiceIsAMistake() {
        assertThat(shell.run("dlq", "show", "orders").err())
                .contains("no service 'orders'; there are orders-service, inventory-service");
    }
}
