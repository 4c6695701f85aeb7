/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.common.streams;

import io.orderflow.common.StartException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyDescription;
import org.apache.kafka.streams.TopologyDescription.Sink;
import org.apache.kafka.streams.TopologyDescription.Source;
import org.apache.kafka.streams.TopologyDescription.Subtopology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Are the topics there that a topology reads and writes, and do those that feed one sub-topology have equally many
 * partitions? Asked once, before the start, so that a wrong installation is one line and not a stream that stands still.
 */
final class TopicCheck {

    private static final Logger LOG = LoggerFactory.getLogger(TopicCheck.class);
    private static final Duration ONE_TRY = Duration.ofSeconds(5);

    private final Map<String, String> clientProperties;
    private final Duration timeout;

    /** {@code timeout} bounds how long a broker that is away is waited for. */
    TopicCheck(Map<String, String> clientProperties, Duration timeout) {
        this.clientProperties = clientProperties;
        this.timeout = timeout;
    }

    /**
     * Looks at the topics of {@code topology}, and {@code others}; returns how many partitions each has.
     *
     * @throws StartException saying which topics are missing or wrong, or that the broker is away
     */
    Map<String, Integer> check(Topology topology, Set<String> others) {
        return check(topology, others, this::partitionsOf);
    }

    /** {@code broker} tells of topics how many partitions they have, and leaves out those that it has not. */
    static Map<String, Integer> check(
            Topology topology, Set<String> others, Function<Set<String>, Map<String, Integer>> broker) {
        TopologyDescription description = topology.describe();
        Set<String> needed = new TreeSet<>(others);
        Map<String, Subtopology> writers = new HashMap<>();
        for (Subtopology part : description.subtopologies()) {
            needed.addAll(sources(part));
            sinks(part).forEach(topic -> writers.put(topic, part));
        }
        needed.addAll(writers.keySet());
        description.globalStores().forEach(store -> needed.addAll(store.source().topicSet()));
        needed.removeIf(TopicCheck::isRepartition);
        Map<String, Integer> partitions = broker.apply(needed);
        requireAll(needed, partitions.keySet());
        description.subtopologies().forEach(part -> requireEqual(feeding(part, writers), partitions));
        return partitions;
    }

    /** The topics that decide how many partitions a part has: those it reads, and for a repartition topic its writer's. */
    private static Set<String> feeding(Subtopology part, Map<String, Subtopology> writers) {
        Set<String> topics = new TreeSet<>();
        for (String topic : sources(part)) {
            Subtopology writer = writers.get(topic);
            if (isRepartition(topic) && writer != null) {
                topics.addAll(feeding(writer, writers));
            } else {
                topics.add(topic);
            }
        }
        return topics;
    }

    private static Set<String> sources(Subtopology part) {
        return part.nodes().stream()
                .filter(node -> node instanceof Source source && source.topicSet() != null)
                .flatMap(node -> ((Source) node).topicSet().stream())
                .collect(Collectors.toSet());
    }

    private static Set<String> sinks(Subtopology part) {
        return part.nodes().stream()
                .filter(node -> node instanceof Sink sink && sink.topic() != null)
                .map(node -> ((Sink) node).topic())
                .collect(Collectors.toSet());
    }

    private static boolean isRepartition(String topic) {
        return topic.endsWith("-repartition");
    }

    private static void requireAll(Set<String> needed, Set<String> there) {
        Set<String> missing = new TreeSet<>(needed);
        missing.removeAll(there);
        if (!missing.isEmpty()) {
            throw new StartException("missing on the broker: topic" + (missing.size() > 1 ? "s " : " ")
                    + String.join(", ", missing) + "; create the catalogue's topics first");
        }
    }

    private static void requireEqual(Set<String> sources, Map<String, Integer> partitions) {
        Map<String, Integer> counts = new TreeMap<>();
        sources.forEach(topic -> counts.put(topic, partitions.getOrDefault(topic, 0)));
        if (Set.copyOf(counts.values()).size() > 1) {
            throw new StartException("topics that are read together must have equally many partitions, but have "
                    + counts + "; create them anew with one count");
        }
    }

    private Map<String, Integer> partitionsOf(Set<String> topics) {
        Map<String, Object> properties = new HashMap<>(clientProperties);
        properties.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ONE_TRY.toMillis());
        properties.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ONE_TRY.toMillis());
        long deadline = System.nanoTime() + timeout.toNanos();
        try (Admin admin = Admin.create(properties)) {
            while (true) {
                try {
                    return describe(admin, topics);
                } catch (RetriableException e) {
                    if (System.nanoTime() - deadline > 0) {
                        throw unreachable(e);
                    }
                    LOG.warn("Kafka at {} does not answer yet: {}", servers(), e.getMessage());
                }
            }
        } catch (StartException e) {
            throw e;
        } catch (KafkaException e) {
            throw unreachable(e);
        }
    }

    private static Map<String, Integer> describe(Admin admin, Set<String> topics) {
        Map<String, KafkaFuture<TopicDescription>> answers = admin.describeTopics(
                        topics, new DescribeTopicsOptions().timeoutMs((int) ONE_TRY.toMillis()))
                .topicNameValues();
        Map<String, Integer> partitions = new TreeMap<>();
        answers.forEach((topic, answer) -> {
            try {
                partitions.put(
                        topic,
                        answer.get(2 * ONE_TRY.toMillis(), TimeUnit.MILLISECONDS)
                                .partitions()
                                .size());
            } catch (ExecutionException e) {
                if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                    return; // whoever asked sees that it is not among the answers
                }
                throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
            } catch (TimeoutException e) {
                throw new org.apache.kafka.common.errors.TimeoutException(e);
            } catch (InterruptedException e) {
                throw new org.apache.kafka.common.errors.InterruptException(e);
            }
        });
        return partitions;
    }

    private StartException unreachable(KafkaException e) {
        return new StartException(
                "cannot work with Kafka at " + servers() + " (waited " + timeout.toSeconds() + " s): " + e.getMessage()
                        + (e instanceof AuthorizationException
                                ? "; orderflow acls check says which rights are missing"
                                : "; check --bootstrap-servers and the security properties of --config-file"),
                e);
    }

    private String servers() {
        return String.valueOf(clientProperties.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG));
    }
}
