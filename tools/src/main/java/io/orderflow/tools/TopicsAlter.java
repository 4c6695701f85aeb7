/*
 * Copyright The Orderflow Authors
 * SPDX-License-Identifier: Apache-2.0
 */
package io.orderflow.tools;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.orderflow.client.kafka.TopicAdmin;
import io.orderflow.client.kafka.TopicState;
import io.orderflow.client.show.AvroJson;
import io.orderflow.common.config.Settings;
import io.orderflow.schemas.Keeping;
import io.orderflow.schemas.Topic;
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings what is there to what is wanted. */
@Command(
        name = "alter",
        description = {
            "Give the topics that are there the cleanup, retention and erasure that they would be created with; without"
                    + " --yes it only says what it would change. Topics that are not there are passed over, partitions"
                    + " stay as they are.",
            "Retention and erasure are settings, as of 'orderflow topics create'. A topic that becomes compacted loses its"
                    + " records without a key: look at dead letters of earlier releases before."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  orderflow topics alter", "  orderflow topics alter --set retention.email-service-dlq=14d --yes"})
final class TopicsAlter implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private SetOption set = new SetOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(names = "--yes", description = "Do it.")
    private boolean yes;

    @Override
    public Integer call() {
        Settings settings = cluster.settings(
                TopicSettings.SETTINGS, set.given(TopicSettings.SETTINGS, "topics", output), setting -> "--set");
        Keeping keeping = TopicSettings.keeping(settings);
        Map<String, Map<String, String>> changes = new LinkedHashMap<>();
        try (TopicAdmin admin = cluster.cluster(settings).admin()) {
            Map<String, TopicState> found = admin.describe(
                    Topics.all().stream().<String>map(Topic::name).toList());
            for (Topic<?, ?> topic : Topics.all()) {
                TopicState state = found.get(topic.name());
                if (state != null) {
                    Map<String, String> wanted = new TreeMap<>(topic.config(keeping));
                    wanted.entrySet().removeIf(setting -> state.has(setting.getKey(), setting.getValue()));
                    say(topic, state, wanted);
                    if (!wanted.isEmpty()) {
                        changes.put(topic.name(), wanted);
                    }
                }
            }
            if (yes && !changes.isEmpty()) {
                admin.alter(changes);
            }
        }
        if (!yes && !changes.isEmpty()) {
            output.note("Nothing was changed; --yes does it.");
        }
        return ExitCode.OK;
    }

    private void say(Topic<?, ?> topic, TopicState state, Map<String, String> changed) {
        changed.forEach((name, value) -> {
            String before = state.config().getOrDefault(name, "");
            if (json.wanted()) {
                ObjectNode line = AvroJson.MAPPER.createObjectNode();
                line.put("topic", topic.name()).put("setting", name).put("before", before);
                output.json(line.put("after", value).put("changed", yes));
            } else {
                output.line("%-26s %s: %s -> %s".formatted(topic.name(), name, before, value));
            }
        });
    }
}
