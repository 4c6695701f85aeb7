/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.history;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the histories over from before the reads were an application of their own, at its first start: they are the one thing
 * that it reads in from nowhere else, because the topics that they were told from are compacted and expire. The old changelog
 * is copied, record by record, into the new one, from which Streams restores the store. Until the application has committed
 * something this is its first start, so a copy that was cut short is made again; each record has its fact's own key, so that
 * changes nothing.
 */
public final class HistoryMigration {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryMigration.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private final Map<String, String> kafka;
    private final String before;
    private final String application;

    /**
     * @param kafka how clients find the broker
     * @param before the application that kept the histories until now
     * @param application the one that keeps them from now on; its consumer group has the same name
     */
    public HistoryMigration(Map<String, String> kafka, String before, String application) {
        this.kafka = Map.copyOf(kafka);
        this.before = requireNonNull(before, "before");
        this.application = requireNonNull(application, "application");
    }

    /**
     * Copies what there is to copy; to be called before the application is started.
     *
     * @throws KafkaException if the broker does not answer or the rights do not suffice
     */
    public void run() {
        try (Admin admin = Admin.create(new HashMap<String, Object>(kafka))) {
            TopicDescription old;
            try {
                old = get(admin.describeTopics(Set.of(changelogOf(before))).allTopicNames())
                        .values()
                        .iterator()
                        .next();
            } catch (UnknownTopicOrPartitionException e) {
                return; // a new installation
            }
            if (hasRun(admin)) {
                return;
            }
            create(admin, old);
            LOG.info("Copying the histories from {} to {}", changelogOf(before), changelogOf(application));
            long copied = copy(old.partitions().size());
            LOG.info("{} entries of histories were copied; {} can be deleted", copied, changelogOf(before));
        }
    }

    private static String changelogOf(String application) {
        return application + "-" + HistoryProcessor.HISTORY_STORE + "-changelog";
    }

    private boolean hasRun(Admin admin) {
        return !get(admin.listConsumerGroupOffsets(application).partitionsToOffsetAndMetadata(application))
                .isEmpty();
    }

    private void create(Admin admin, TopicDescription old) {
        short replicas = (short) old.partitions().get(0).replicas().size();
        NewTopic topic = new NewTopic(changelogOf(application), old.partitions().size(), replicas)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT));
        try {
            get(admin.createTopics(Set.of(topic)).all());
        } catch (TopicExistsException e) {
            LOG.debug("{} is there already", topic.name());
        }
    }

    private long copy(int partitions) {
        List<TopicPartition> all = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(changelogOf(before), partition))
                .toList();
        long copied = 0;
        try (Consumer<byte[], byte[]> from =
                        new KafkaConsumer<>(reading(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                Producer<byte[], byte[]> to =
                        new KafkaProducer<>(writing(), new ByteArraySerializer(), new ByteArraySerializer())) {
            from.assign(all);
            from.seekToBeginning(all);
            Map<TopicPartition, Long> ends = from.endOffsets(all);
            while (all.stream().anyMatch(partition -> from.position(partition) < ends.getOrDefault(partition, 0L))) {
                List<Future<?>> written = new ArrayList<>();
                for (ConsumerRecord<byte[], byte[]> record : from.poll(POLL)) {
                    written.add(to.send(new ProducerRecord<>(
                            changelogOf(application),
                            record.partition(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            record.headers())));
                }
                to.flush();
                for (Future<?> one : written) {
                    get(one);
                }
                copied += written.size();
            }
        }
        return copied;
    }

    private Map<String, Object> reading() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        properties.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        properties.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return properties;
    }

    private Map<String, Object> writing() {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put(ProducerConfig.ACKS_CONFIG, "all");
        properties.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        return properties;
    }

    private static <T> T get(Future<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
