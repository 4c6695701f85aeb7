/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.client.kafka;

import io.orderflow.client.kafka.TopicState.PartitionState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** {@link TopicAdmin} on a real broker. */
final class BrokerAdmin implements TopicAdmin {

    private final Admin admin;

    BrokerAdmin(Admin admin) {
        this.admin = admin;
    }

    @Override
    public Map<String, TopicState> describe(Collection<String> names) {
        Map<String, TopicDescription> found = new HashMap<>();
        admin.describeTopics(names)
                .topicNameValues()
                .forEach((name, answer) -> answered(answer, UnknownTopicOrPartitionException.class)
                        .ifPresent(description -> found.put(name, description)));
        Map<ConfigResource, TopicDescription> resources = new HashMap<>();
        found.forEach(
                (name, description) -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, name), description));
        Map<ConfigResource, KafkaFuture<Config>> configs =
                admin.describeConfigs(resources.keySet()).values();
        Map<String, TopicState> states = new HashMap<>();
        resources.forEach((resource, description) -> Optional.ofNullable(configs.get(resource))
                .flatMap(answer -> answered(answer, UnknownTopicOrPartitionException.class))
                .ifPresent(config -> states.put(resource.name(), state(description, config))));
        return states;
    }

    @Override
    public void create(Collection<NewTopic> topics) {
        List<KafkaFuture<Void>> answers =
                new ArrayList<>(admin.createTopics(topics).values().values());
        answers.forEach(answer -> answered(answer, TopicExistsException.class));
    }

    @Override
    public void alter(Map<String, Map<String, String>> settings) {
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        settings.forEach((topic, values) -> changes.put(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                values.entrySet().stream()
                        .map(value -> new AlterConfigOp(
                                new ConfigEntry(value.getKey(), value.getValue()), AlterConfigOp.OpType.SET))
                        .toList()));
        admin.incrementalAlterConfigs(changes).values().values().forEach(BrokerAdmin::answer);
    }

    @Override
    public void close() {
        admin.close();
    }

    private static TopicState state(TopicDescription description, Config config) {
        List<PartitionState> partitions = description.partitions().stream()
                .map(partition -> new PartitionState(
                        partition.partition(),
                        partition.leader() == null ? -1 : partition.leader().id(),
                        ids(partition.replicas()),
                        ids(partition.isr())))
                .toList();
        Map<String, String> settings = new HashMap<>();
        config.entries().stream()
                .filter(entry -> entry.value() != null)
                .forEach(entry -> settings.put(entry.name(), entry.value()));
        return new TopicState(partitions, settings);
    }

    private static List<Integer> ids(List<Node> nodes) {
        return nodes.stream().map(Node::id).toList();
    }

    private static <T> Optional<T> answered(KafkaFuture<T> answer, Class<? extends KafkaException> none) {
        try {
            return Optional.ofNullable(answer(answer));
        } catch (KafkaException e) {
            if (none.isInstance(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static <T> @Nullable T answer(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
