/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.TopicAdmin;
import io.orderflow.client.kafka.TopicState;
import io.orderflow.client.show.AvroJson;
import io.orderflow.common.config.Durations;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The catalogue beside what the broker has. */
@Command(
        name = "list",
        description = "List the catalogue's topics: what is in them, who writes them, and whether the broker has them.",
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow topics list", "  orderflow topics list --json | jq -r 'select(.partitions == 0).topic'"})
final class TopicsList implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private JsonOption json = new JsonOption();

    @Override
    public Integer call() {
        try (TopicAdmin admin = cluster.cluster().admin()) {
            Map<String, TopicState> found = admin.describe(
                    Topics.all().stream().<String>map(Topic::name).toList());
            if (!json.wanted()) {
                output.line("%-26s %-10s %-16s %-8s %s".formatted("TOPIC", "PARTITIONS", "VALUE", "KEPT", "WRITER"));
            }
            Topics.all().forEach(topic -> say(topic, found.get(topic.name())));
        }
        return ExitCode.OK;
    }

    private void say(Topic<?, ?> topic, @Nullable TopicState state) {
        int partitions = state == null ? 0 : state.partitions().size();
        if (json.wanted()) {
            output.json(json(topic).put("partitions", partitions));
        } else {
            output.line("%-26s %-10s %-16s %-8s %s"
                    .formatted(
                            topic.name(),
                            partitions == 0 ? "missing" : partitions,
                            topic.valueType().getSimpleName(),
                            kept(topic),
                            topic.writer()));
        }
    }

    /** The catalogue's entry. */
    static ObjectNode json(Topic<?, ?> topic) {
        return AvroJson.MAPPER
                .createObjectNode()
                .put("topic", topic.name())
                .put("key", topic.keyType().getSimpleName())
                .put("value", topic.valueType().getSimpleName())
                .put("cleanup", topic.cleanup().policy())
                .put("writer", topic.writer());
    }

    /** How long records stay. */
    static String kept(Topic<?, ?> topic) {
        return topic.cleanup() == Topic.Cleanup.COMPACT ? "newest" : Durations.print(topic.retention());
    }
}
