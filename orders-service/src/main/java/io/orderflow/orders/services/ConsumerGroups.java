/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.orders.services;

import static java.util.Objects.requireNonNull;

import io.orderflow.orders.services.ServicesResponse.Member;
import io.orderflow.orders.services.ServicesResponse.ServiceRow;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Asks the cluster which groups read the catalogue's topics, who is in them and how far behind they are. A service of
 * somebody else's, such as one more validator, is found by what it reads.
 */
public final class ConsumerGroups implements AutoCloseable {

    private static final int MOST_GROUPS = 100;
    private static final int TIMEOUT_MS = 4_000;
    private static final Duration FRESH = Duration.ofSeconds(2);

    /** How Streams names the consumer of a thread. */
    private static final Pattern STREAM_THREAD = Pattern.compile("(.+)-StreamThread-\\d+-consumer");

    private static final Set<String> CATALOGUE =
            Topics.all().stream().map(Topic::name).collect(Collectors.toUnmodifiableSet());

    private final Map<String, Object> config;
    private final Executor answers;
    private @Nullable Admin admin;
    private CompletableFuture<List<ServiceRow>> newest = CompletableFuture.completedFuture(List.of());
    private long asked = System.nanoTime() - FRESH.toNanos();
    private boolean closed;

    /** A group with what it has read, or nothing of a group that is gone meanwhile. */
    private record Group(ConsumerGroupDescription description, Map<TopicPartition, OffsetAndMetadata> read) {}

    /**
     * @param kafka how the broker is reached
     * @param answers where it is waited for the cluster
     */
    public ConsumerGroups(Map<String, String> kafka, Executor answers) {
        config = new HashMap<>(kafka);
        config.put(AdminClientConfig.CLIENT_ID_CONFIG, "orders-service-look-groups");
        config.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        config.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, TIMEOUT_MS);
        this.answers = requireNonNull(answers, "answers");
    }

    /** How they are now, or were two seconds ago: however many ask, the cluster is asked once. */
    synchronized CompletableFuture<List<ServiceRow>> ask() {
        if (newest.isDone() && System.nanoTime() - asked >= FRESH.toNanos()) {
            asked = System.nanoTime();
            newest = CompletableFuture.supplyAsync(() -> look(admin()), answers);
        }
        return newest;
    }

    private synchronized Admin admin() {
        if (closed) {
            throw new KafkaException("the service ends");
        }
        if (admin == null) {
            admin = Admin.create(config);
        }
        return admin;
    }

    private static List<ServiceRow> look(Admin admin) {
        List<Group> groups = groups(admin);
        Map<TopicPartition, Long> ends = offsets(
                admin,
                groups.stream().flatMap(group -> group.read().keySet().stream()).toList(),
                OffsetSpec.latest());
        Map<String, Long> letters = deadLetters(admin);
        Map<String, List<Group>> services = groups.stream()
                .collect(Collectors.groupingBy(
                        group -> serviceOf(group.description().groupId()), TreeMap::new, Collectors.toList()));
        return services.entrySet().stream()
                .map(service ->
                        row(service.getKey(), service.getValue(), ends, letters.getOrDefault(service.getKey(), 0L)))
                .toList();
    }

    private static List<Group> groups(Admin admin) {
        List<String> ids = answered(
                        admin.listGroups(ListGroupsOptions.forConsumerGroups()).valid())
                .stream()
                .map(GroupListing::groupId)
                .sorted()
                .limit(MOST_GROUPS)
                .toList();
        if (ids.isEmpty()) {
            return List.of();
        }
        Map<String, Map<TopicPartition, OffsetAndMetadata>> read = answered(admin.listConsumerGroupOffsets(ids.stream()
                        .collect(Collectors.toMap(Function.identity(), id -> new ListConsumerGroupOffsetsSpec())))
                .all());
        return answered(admin.describeConsumerGroups(ids).all()).values().stream()
                .map(group -> new Group(group, read.getOrDefault(group.groupId(), Map.of())))
                .filter(ConsumerGroups::isOurs)
                .toList();
    }

    /** Reads what is in the catalogue, or has read it. */
    private static boolean isOurs(Group group) {
        return Stream.concat(
                        group.read().keySet().stream(),
                        group.description().members().stream()
                                .flatMap(member -> member.assignment().topicPartitions().stream()))
                .anyMatch(partition -> CATALOGUE.contains(partition.topic()));
    }

    /** The services' own groups by their service's name, whatever follows it; others by their own. */
    private static String serviceOf(String group) {
        return Topics.SERVICES.stream()
                .filter(service -> group.equals(service) || group.startsWith(service + "-"))
                .findFirst()
                .orElse(group);
    }

    private static ServiceRow row(String name, List<Group> groups, Map<TopicPartition, Long> ends, long deadLetters) {
        List<Member> instances = groups.stream() // each instance is in each of its service's groups
                .map(ConsumerGroups::instances)
                .max(Comparator.comparingInt(List::size))
                .orElseGet(List::of);
        return new ServiceRow(name, state(groups), instances, behind(groups, ends), deadLetters);
    }

    private static List<Member> instances(Group group) {
        Map<String, Member> instances = new TreeMap<>();
        for (MemberDescription member : group.description().members()) {
            Matcher thread = STREAM_THREAD.matcher(member.clientId());
            instances.merge(
                    thread.matches() ? thread.group(1) : member.clientId(),
                    new Member(host(member), 1),
                    (first, next) -> new Member(first.host(), first.threads() + 1));
        }
        return List.copyOf(instances.values());
    }

    private static String host(MemberDescription member) {
        return member.host().startsWith("/") ? member.host().substring(1) : member.host();
    }

    private static String state(List<Group> groups) {
        List<GroupState> states =
                groups.stream().map(group -> group.description().groupState()).toList();
        if (states.contains(GroupState.EMPTY) || states.contains(GroupState.DEAD)) {
            return "stopped";
        }
        return states.stream().allMatch(GroupState.STABLE::equals) ? "running" : "rebalancing";
    }

    private static long behind(List<Group> groups, Map<TopicPartition, Long> ends) {
        long behind = 0;
        for (Group group : groups) {
            for (Map.Entry<TopicPartition, OffsetAndMetadata> place :
                    group.read().entrySet()) {
                if (place.getValue() != null) {
                    long end = ends.getOrDefault(place.getKey(), 0L);
                    behind += Math.max(0, end - place.getValue().offset());
                }
            }
        }
        return behind;
    }

    private static Map<String, Long> deadLetters(Admin admin) {
        Map<String, Long> letters = new HashMap<>();
        for (String service : Topics.SERVICES) {
            String topic = Topics.deadLettersOf(service).name();
            try {
                TopicDescription found = answered(
                                admin.describeTopics(List.of(topic)).allTopicNames())
                        .get(topic);
                List<TopicPartition> partitions = Optional.ofNullable(found).stream()
                        .flatMap(description -> description.partitions().stream())
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
                Map<TopicPartition, Long> begins = offsets(admin, partitions, OffsetSpec.earliest());
                offsets(admin, partitions, OffsetSpec.latest())
                        .forEach((partition, end) ->
                                letters.merge(service, end - begins.getOrDefault(partition, end), Long::sum));
            } catch (KafkaException e) {
                // Not there, or none of this service's business: then none are told.
            }
        }
        return letters;
    }

    private static Map<TopicPartition, Long> offsets(
            Admin admin, Collection<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().distinct().collect(Collectors.toMap(Function.identity(), partition -> which));
        Map<TopicPartition, ListOffsetsResultInfo> found = wanted.isEmpty()
                ? Map.of()
                : answered(admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                        .all());
        Map<TopicPartition, Long> offsets = new HashMap<>();
        found.forEach((partition, info) -> offsets.put(partition, info.offset()));
        return offsets;
    }

    private static <T> T answered(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException fault ? fault : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (admin != null) {
            admin.close(Duration.ofMillis(TIMEOUT_MS));
        }
    }
}
