/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.Cluster;
import io.orderflow.client.kafka.TopicState;
import io.orderflow.client.kafka.TopicState.PartitionState;
import io.orderflow.client.show.AvroJson;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.contract.AsyncApi;
import io.orderflow.tools.contract.TopicPage;
import io.orderflow.tools.ending.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** All about some topics. */
@Command(
        name = "describe",
        description = {
            "Show topics in full: key and value, retention, the offsets and copies of each partition, the schema.",
            "With --docs or --asyncapi, what the catalogue says of them, without asking a broker."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow topics describe orders",
            "  orderflow topics describe orders --json | jq .schema",
            "  orderflow topics describe --docs orders payments",
            "  orderflow topics describe --asyncapi > asyncapi.json"
        })
final class TopicsDescribe implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions options = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--docs",
            description =
                    "Print a page of Markdown: owner, key, retention, personal data, and each field of the value.")
    private boolean docs;

    @Option(names = "--asyncapi", description = "Print an AsyncAPI 3.0 document with the schemas, as JSON.")
    private boolean asyncApi;

    @Parameters(
            paramLabel = "TOPIC",
            arity = "0..*",
            completionCandidates = TopicArgument.Names.class,
            description = "Topics of the catalogue; with --docs or --asyncapi all, unless given.")
    private List<String> names = new ArrayList<>();

    @Override
    public Integer call() {
        if (docs && asyncApi) {
            throw output.wrong("either --docs or --asyncapi");
        }
        List<Topic<?, ?>> topics = names.isEmpty() ? Topics.all() : topics();
        if (docs) {
            output.text(TopicPage.of(topics));
        } else if (asyncApi) {
            output.text(AsyncApi.of(topics).toPrettyString() + "\n");
        } else if (names.isEmpty()) {
            throw output.wrong("which topic? 'orderflow topics list' shows them; --docs describes all");
        } else {
            say(topics);
        }
        return ExitCode.OK;
    }

    /** Read here, for picocli takes what it cannot read for no topic at all where there need be none. */
    private List<Topic<?, ?>> topics() {
        try {
            List<Topic<?, ?>> topics = new ArrayList<>();
            for (String name : names) {
                topics.add(new TopicArgument().convert(name));
            }
            return topics;
        } catch (TypeConversionException e) {
            throw output.wrong(String.valueOf(e.getMessage()));
        }
    }

    private void say(List<Topic<?, ?>> topics) {
        Cluster cluster = options.cluster();
        Map<String, TopicState> states = cluster.require(topics);
        List<TopicPartition> partitions = cluster.partitionsOf(topics);
        try (Consumer<byte[], byte[]> consumer = cluster.consumer()) {
            Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            for (Topic<?, ?> topic : topics) {
                Optional.ofNullable(states.get(topic.name())).ifPresent(state -> say(topic, state, begins, ends));
            }
        }
    }

    private void say(
            Topic<?, ?> topic, TopicState state, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        if (json.wanted()) {
            output.json(json(topic, state, begins, ends));
            return;
        }
        output.line(topic.name());
        output.line("  key %s (%s), value %s, written by %s"
                .formatted(
                        topic.keyedBy(),
                        topic.keyType().getSimpleName(),
                        topic.valueType().getName(),
                        topic.writer()));
        output.line("  cleanup %s, kept %s; on the broker: cleanup %s, %s copies"
                .formatted(topic.cleanup().policy(), TopicsList.kept(topic), state.cleanup(), state.replication()));
        for (PartitionState partition : state.partitions()) {
            TopicPartition id = new TopicPartition(topic.name(), partition.partition());
            output.line("  partition %s: offsets %s to %s, leader %s, copies on %s, in sync %s"
                    .formatted(
                            partition.partition(),
                            begins.getOrDefault(id, 0L),
                            ends.getOrDefault(id, 0L),
                            partition.leader(),
                            partition.replicas(),
                            partition.inSync()));
        }
    }

    private static ObjectNode json(
            Topic<?, ?> topic, TopicState state, Map<TopicPartition, Long> begins, Map<TopicPartition, Long> ends) {
        ObjectNode json = TopicsList.json(topic);
        json.put("retentionMillis", state.retentionMillis());
        ArrayNode partitions = json.putArray("partitions");
        for (PartitionState partition : state.partitions()) {
            TopicPartition id = new TopicPartition(topic.name(), partition.partition());
            ObjectNode one = partitions.addObject();
            one.put("partition", partition.partition())
                    .put("beginning", begins.getOrDefault(id, 0L))
                    .put("end", ends.getOrDefault(id, 0L))
                    .put("leader", partition.leader());
            partition.replicas().forEach(one.putArray("replicas")::add);
            partition.inSync().forEach(one.putArray("inSync")::add);
        }
        if (SpecificRecord.class.isAssignableFrom(topic.valueType())) {
            Schema schema = SpecificData.get().getSchema(topic.valueType());
            try {
                json.set("schema", AvroJson.MAPPER.readTree(schema.toString()));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a schema is JSON", e);
            }
        }
        return json;
    }
}
