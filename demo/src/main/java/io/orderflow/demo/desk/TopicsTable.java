/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.demo.desk;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.ReadToEnd;
import io.orderflow.client.show.AvroJson;
import io.orderflow.client.show.RecordReader;
import io.orderflow.client.show.RecordView;
import io.orderflow.orders.page.Desk.Told;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** The catalogue's topics, and what was written to them last. */
final class TopicsTable {

    private static final int MOST_SHOWN = 20;

    private final Cluster cluster;

    TopicsTable(Cluster cluster) {
        this.cluster = requireNonNull(cluster, "cluster");
    }

    /** All, in the order in which an order meets them. */
    Told list() {
        try (Consumer<byte[], byte[]> consumer = cluster.consumer()) {
            return Told.of(Map.of(
                    "topics",
                    Topics.all().stream().map(topic -> row(topic, consumer)).toList()));
        }
    }

    private Map<String, Object> row(Topic<?, ?> topic, Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = cluster.partitionsOf(List.of(topic));
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        long records = consumer.endOffsets(partitions).entrySet().stream()
                .mapToLong(end -> end.getValue() - begins.getOrDefault(end.getKey(), 0L))
                .sum();
        return Map.of(
                "name", topic.name(),
                "value", topic.valueType().getSimpleName(),
                "cleanup", topic.cleanup().name().toLowerCase(Locale.ROOT),
                "writer", topic.writer(),
                "partitions", partitions.size(),
                "offsets", records);
    }

    /** The newest records of a topic, the newest first. */
    Told newest(String name) {
        Optional<Topic<?, ?>> topic = Topics.all().stream()
                .filter(one -> one.name().equals(name))
                .<Topic<?, ?>>map(one -> one)
                .findFirst();
        if (topic.isEmpty()) {
            return Told.refused(404, "%s is no topic of the catalogue".formatted(name));
        }
        RecordReader reader = new RecordReader(cluster.serdes());
        List<RecordView> found = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = cluster.consumer()) {
            List<TopicPartition> partitions = cluster.partitionsOf(List.of(topic.get()));
            consumer.assign(partitions);
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            // Twice as many: each transaction ends with a record that is none.
            consumer.endOffsets(partitions)
                    .forEach((partition, end) -> consumer.seek(
                            partition, Math.max(begins.getOrDefault(partition, 0L), end - 2 * MOST_SHOWN)));
            new ReadToEnd(consumer).read(record -> found.add(reader.read(record)));
        }
        List<ObjectNode> records = found.stream()
                .sorted(Comparator.comparing(RecordView::time).reversed())
                .limit(MOST_SHOWN)
                .map(AvroJson::of)
                .toList();
        return Told.of(Map.of("records", records));
    }
}
