/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.orderflow.common.StartException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Processor;
import org.apache.kafka.streams.TopologyDescription.Source;

/**
 * Where a service goes on reading that must read nothing twice, because its memory would count it twice. Kafka forgets the offsets
 * of a group that nobody was a member of for a week, and keeps the changelogs; Streams would then read all input again, on top of
 * the memory of it.
 *
 * <p>Therefore such a service's sources have no place to begin of their own ({@code AutoOffsetReset.none()}). Where its input
 * begins is committed here, before the first start; from then on, offsets that are not there were lost, and the service refuses to
 * go on, at start or later.
 */
final class InputOffsets {

    /** The configuration key that, if true, asks for it. */
    static final String CONFIG = "orderflow.input.once";

    /**
     * What the broker knows.
     *
     * @param begins the first offset of each partition of the input
     * @param ends where each ends
     * @param committed up to where they were read, as far as that is known
     * @param remembering the changelogs that hold anything
     */
    record Known(
            Map<TopicPartition, Long> begins,
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> committed,
            Set<String> remembering) {}

    private final String group;
    private final Map<String, String> clientProperties;
    private final Duration timeout;

    /** {@code timeout} bounds how long the broker may take. */
    InputOffsets(String group, Map<String, String> clientProperties, Duration timeout) {
        this.group = group;
        this.clientProperties = clientProperties;
        this.timeout = timeout;
    }

    /**
     * Commits the beginning of what was never read.
     *
     * @throws StartException if offsets were lost, saying how the memory is made anew
     */
    void secure(Topology topology) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(timeout.toMillis()));
        try (Admin admin = Admin.create(properties)) {
            Set<String> sources = sources(topology.describe());
            Map<TopicPartition, Long> missing =
                    toBeginWith(group, known(admin, sources, changelogs(topology.describe())));
            if (!missing.isEmpty()) {
                commit(admin, missing);
            }
        } catch (KafkaException e) {
            throw new StartException(
                    "%s: cannot tell up to where its input was read: %s; check the broker, and the rights on group and topics"
                            .formatted(group, e.getMessage()),
                    e);
        }
    }

    /** The partitions whose beginning is to be committed; an exception if one was read and its offset is lost. */
    static Map<TopicPartition, Long> toBeginWith(String group, Known known) {
        Map<TopicPartition, Long> missing = new HashMap<>(known.begins());
        missing.keySet().removeAll(known.committed().keySet());
        Set<String> lost = new TreeSet<>();
        known.committed().forEach((part, offset) -> {
            long begin = known.begins().getOrDefault(part, 0L);
            long end = known.ends().getOrDefault(part, Long.MAX_VALUE);
            if (offset < begin || offset > end) {
                lost.add("%s (read up to %s, there is %s to %s)".formatted(part, offset, begin, end));
            }
        });
        if (!known.remembering().isEmpty()) {
            missing.forEach((part, begin) -> {
                if (known.ends().getOrDefault(part, 0L) > begin) {
                    lost.add(part.toString());
                }
            });
        }
        if (!lost.isEmpty()) {
            throw new StartException(
                    "the place up to which it had read is lost of %s, and its changelogs remember what was read: read again, it would count twice. %s"
                            .formatted(
                                    String.join(", ", lost),
                                    remedy(group, topics(known.begins().keySet()))));
        }
        return missing;
    }

    private static String remedy(String group, Set<String> topics) {
        return "Let it make its memory anew: stop all instances, kafka-streams-application-reset.sh --bootstrap-server HOST:PORT --application-id %s --input-topics %s, delete each --state-dir, start"
                .formatted(group, String.join(",", topics));
    }

    private static Set<String> topics(Collection<TopicPartition> partitions) {
        return partitions.stream().map(TopicPartition::topic).collect(Collectors.toCollection(TreeSet::new));
    }

    private Known known(Admin admin, Set<String> sources, Set<String> changelogs) {
        List<TopicPartition> input = partitions(admin, sources);
        List<TopicPartition> memory = partitions(admin, changelogs);
        Map<TopicPartition, Long> begins = offsets(admin, input, OffsetSpec.earliest());
        Map<TopicPartition, Long> memoryBegins = offsets(admin, memory, OffsetSpec.earliest());
        Set<TopicPartition> remembering = offsets(admin, memory, OffsetSpec.latest()).entrySet().stream()
                .filter(end -> end.getValue() > memoryBegins.getOrDefault(end.getKey(), 0L))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        // In this order: another instance commits before it remembers anything, and reads no further than there is.
        Map<TopicPartition, Long> committed = committed(admin, input);
        Map<TopicPartition, Long> ends = offsets(admin, input, OffsetSpec.latest());
        return new Known(begins, ends, committed, topics(remembering));
    }

    private Map<TopicPartition, Long> committed(Admin admin, List<TopicPartition> input) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((part, offset) -> {
                    if (offset != null && input.contains(part)) {
                        committed.put(part, offset.offset());
                    }
                });
        return committed;
    }

    private void commit(Admin admin, Map<TopicPartition, Long> begins) {
        Map<TopicPartition, OffsetAndMetadata> offsets = begins.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, begin -> new OffsetAndMetadata(begin.getValue())));
        try {
            get(admin.alterConsumerGroupOffsets(group, offsets).all());
        } catch (UnknownMemberIdException e) {
            // Another instance is a member already. One of this release has committed the same before it became one.
            Set<TopicPartition> missing = new HashSet<>(begins.keySet());
            missing.removeAll(committed(admin, List.copyOf(begins.keySet())).keySet());
            if (!missing.isEmpty()) {
                throw new StartException(
                        "instances of an earlier release run, which commit nothing for %s: stop them all, then start this one"
                                .formatted(missing),
                        e);
            }
        }
    }

    private static List<TopicPartition> partitions(Admin admin, Set<String> topics) {
        Map<String, KafkaFuture<TopicDescription>> answers =
                admin.describeTopics(topics).topicNameValues();
        return answers.values().stream()
                .flatMap(answer -> {
                    try {
                        TopicDescription topic = get(answer);
                        return IntStream.range(0, topic.partitions().size())
                                .mapToObj(number -> new TopicPartition(topic.name(), number));
                    } catch (UnknownTopicOrPartitionException e) {
                        return Stream.empty(); // a changelog before the first start
                    }
                })
                .toList();
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        get(admin.listOffsets(partitions.stream().collect(Collectors.toMap(part -> part, part -> which)))
                        .all())
                .forEach((part, found) -> offsets.put(part, found.offset()));
        return offsets;
    }

    private static Set<String> sources(TopologyDescription topology) {
        return topology.subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(node -> node instanceof Source source && source.topicSet() != null)
                .flatMap(node -> ((Source) node).topicSet().stream())
                .filter(topic -> !topic.endsWith("-repartition"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> changelogs(TopologyDescription topology) {
        return topology.subtopologies().stream()
                .flatMap(part -> part.nodes().stream())
                .filter(Processor.class::isInstance)
                .flatMap(node -> ((Processor) node).stores().stream())
                .map(store -> group + "-" + store + "-changelog")
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(1, TimeUnit.MINUTES);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException(e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
