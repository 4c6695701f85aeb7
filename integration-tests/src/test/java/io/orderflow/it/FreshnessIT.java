/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderflow.orders.read.LogFreshness;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whether the view can say that there is no such order. */
class FreshnessIT {

    @TempDir
    private Path folder;

    /** A transaction is committed partition by partition: what the life cycle has read is there a moment before what it wrote. */
    @Test
    void theViewIsBehindUntilItHasTheOrderWhoseCommandIsCommittedAlready() throws Exception {
        try (WholeSystem system = new WholeSystem(folder);
                LogFreshness freshness = freshness(system);
                Producer<byte[], byte[]> client = producer(system, Map.of());
                Producer<byte[], byte[]> lifecycle =
                        producer(system, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "deciding"))) {
            assertThat(freshness.of(0).join()).as("of an empty log").isTrue();
            client.send(record(Topics.ORDER_COMMANDS)).get();
            lifecycle.initTransactions();
            lifecycle.beginTransaction();
            lifecycle.send(record(Topics.ORDERS)).get();
            assertThat(freshness.of(0).join())
                    .as("while the command is not read")
                    .isFalse();

            commit(system, "deciding", Topics.ORDER_COMMANDS);
            assertThat(freshness.of(0).join())
                    .as("while the order is not committed")
                    .isFalse();

            lifecycle.commitTransaction();
            assertThat(freshness.of(0).join())
                    .as("while the view has not the order")
                    .isFalse();

            freshness.has(0, 0);
            await().atMost(WholeSystem.PATIENCE).until(() -> freshness.of(0).join());
        }
    }

    /** As while an instance that was cut off does not know yet that its partitions are another one's. */
    @Test
    void whatAnotherInstanceHasReadIsNoProofForThisOne() throws Exception {
        try (WholeSystem system = new WholeSystem(folder);
                LogFreshness freshness = freshness(system);
                Producer<byte[], byte[]> lifecycle = producer(system, Map.of())) {
            freshness.takenOver(0);
            assertThat(freshness.of(0).join()).as("of an empty log").isTrue();

            lifecycle.send(record(Topics.ORDERS)).get();
            commit(system, "reading", Topics.ORDERS);
            assertThat(freshness.of(0).join())
                    .as("once another instance has read it")
                    .isFalse();

            freshness.takenOver(0);
            await().atMost(WholeSystem.PATIENCE).until(() -> freshness.of(0).join());
        }
    }

    /** An order that is there is as new as what could be read; that the life cycle is behind does not matter. */
    @Test
    void ofOrdersNothingElseIsWaitedForThanWhatCouldBeRead() throws Exception {
        try (WholeSystem system = new WholeSystem(folder);
                LogFreshness freshness = freshness(system);
                Producer<byte[], byte[]> client = producer(system, Map.of());
                Producer<byte[], byte[]> lifecycle =
                        producer(system, Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "deciding"))) {
            client.send(record(Topics.ORDER_COMMANDS)).get();
            lifecycle.initTransactions();
            lifecycle.beginTransaction();
            lifecycle.send(record(Topics.ORDERS)).get();
            assertThat(freshness.ofOrders(0).join())
                    .as("while nothing can be read")
                    .isTrue();

            lifecycle.commitTransaction();
            await("while the view has not the order") // which can be read a moment after the commit
                    .atMost(WholeSystem.PATIENCE)
                    .until(() -> !freshness.ofOrders(0).join());

            freshness.has(0, 0);
            await().atMost(WholeSystem.PATIENCE)
                    .until(() -> freshness.ofOrders(0).join());
        }
    }

    private static LogFreshness freshness(WholeSystem system) {
        return new LogFreshness(system.clientProperties(), "deciding", "reading", Map::of, Runnable::run);
    }

    private static Producer<byte[], byte[]> producer(WholeSystem system, Map<String, String> more) {
        Map<String, Object> properties = new HashMap<>(system.clientProperties());
        properties.putAll(more);
        return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
    }

    private static ProducerRecord<byte[], byte[]> record(Topic<?, ?> topic) {
        return new ProducerRecord<>(topic.name(), 0, new byte[] {1}, new byte[] {1});
    }

    private static void commit(WholeSystem system, String group, Topic<?, ?> topic) {
        try (Admin admin = Admin.create(new HashMap<String, Object>(system.clientProperties()))) {
            admin.alterConsumerGroupOffsets(
                            group, Map.of(new TopicPartition(topic.name(), 0), new OffsetAndMetadata(1)))
                    .all()
                    .toCompletionStage()
                    .toCompletableFuture()
                    .join();
        }
    }
}
