/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.benchmarks;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;

/**
 * How much there is in all topics, internal ones too.
 *
 * @param records of a topic, by offsets: the markers of transactions count too
 * @param bytes of a topic, on the broker's disk
 */
record TopicSizes(Map<String, Long> records, Map<String, Long> bytes) {

    TopicSizes {
        records = Map.copyOf(records);
        bytes = Map.copyOf(bytes);
    }

    static TopicSizes of(String bootstrapServers) throws InterruptedException {
        try (Admin admin = admin(bootstrapServers)) {
            return new TopicSizes(records(admin), bytes(admin));
        } catch (ExecutionException e) {
            throw new BenchmarkException("the broker does not tell the sizes of its topics: " + e.getMessage(), e);
        }
    }

    private static Admin admin(String bootstrapServers) {
        Properties client = new Properties();
        client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        return Admin.create(client);
    }

    /**
     * Whether all groups of consumers have read to the end. A partition may end with a transaction's marker, which no consumer is given: one
     * that is left does not count.
     */
    static boolean isRead(String bootstrapServers) throws InterruptedException {
        try (Admin admin = admin(bootstrapServers)) {
            Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
            Map<TopicPartition, Long> read = new HashMap<>();
            for (GroupListing group : admin.listGroups().all().get()) {
                admin.listConsumerGroupOffsets(group.groupId())
                        .partitionsToOffsetAndMetadata()
                        .get()
                        .forEach((partition, offset) -> {
                            wanted.put(partition, OffsetSpec.latest());
                            read.merge(partition, offset.offset(), Math::min);
                        });
            }
            return admin.listOffsets(wanted).all().get().entrySet().stream()
                    .allMatch(end -> end.getValue().offset() - read.getOrDefault(end.getKey(), 0L) <= 1);
        } catch (ExecutionException e) {
            throw new BenchmarkException("the broker does not tell what is read: " + e.getMessage(), e);
        }
    }

    private static Map<String, Long> records(Admin admin) throws ExecutionException, InterruptedException {
        Collection<String> names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get();
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicDescription topic :
                admin.describeTopics(names).allTopicNames().get().values()) {
            topic.partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic.name(), partition.partition()), OffsetSpec.latest()));
        }
        Map<String, Long> records = new HashMap<>();
        admin.listOffsets(ends)
                .all()
                .get()
                .forEach((partition, end) -> records.merge(partition.topic(), end.offset(), Long::sum));
        return records;
    }

    private static Map<String, Long> bytes(Admin admin) throws ExecutionException, InterruptedException {
        Collection<Integer> brokers = admin.describeCluster().nodes().get().stream()
                .map(node -> node.id())
                .toList();
        Map<String, Long> bytes = new HashMap<>();
        for (Map<String, LogDirDescription> folders :
                admin.describeLogDirs(brokers).allDescriptions().get().values()) {
            for (LogDirDescription folder : folders.values()) {
                for (Map.Entry<TopicPartition, ReplicaInfo> replica :
                        folder.replicaInfos().entrySet()) {
                    bytes.merge(replica.getKey().topic(), replica.getValue().size(), Long::sum);
                }
            }
        }
        return bytes;
    }

    /** Records of each topic that have come since {@code before}, divided by {@code orders}. */
    Map<String, Double> recordsSince(TopicSizes before, long orders) {
        return growth(before.records, records, orders);
    }

    /** As {@link #recordsSince}, bytes on disk. */
    Map<String, Double> bytesSince(TopicSizes before, long orders) {
        return growth(before.bytes, bytes, orders);
    }

    /** Whether nothing was written since {@code before}. Kafka's own topics do not count: a service commits without news, too. */
    boolean isWhereItWasAt(TopicSizes before) {
        return recordsSince(before, 1).keySet().stream().allMatch(topic -> topic.startsWith("__"));
    }

    private static Map<String, Double> growth(Map<String, Long> before, Map<String, Long> after, long orders) {
        Map<String, Double> growth = new TreeMap<>();
        after.forEach((topic, size) -> {
            long grown = size - before.getOrDefault(topic, 0L);
            if (grown != 0) {
                growth.put(topic, (double) grown / orders);
            }
        });
        return growth;
    }
}
