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
import io.orderflow.schemas.Topics;
import io.orderflow.tools.ending.ExitCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes what is not there; says what was there, and what of it is wrong. */
@Command(
        name = "create",
        description = {
            "Make the catalogue's topics. What is there already stays as it is; where it has another partition count or"
                    + " cleanup than asked for, that is said and the exit code is 1.",
            "All topics get equally many partitions: those that are joined must.",
            "How long each keeps its records is a setting (docs/configuration.md), given with --set, in the environment"
                    + " or by --config-file."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  orderflow topics create",
            "  orderflow topics create --set retention.emails=3d --set erasure.within=2d",
            "  orderflow topics create -b kafka-1:9092 -c client.properties --partitions 12 --replication-factor 3"
        })
final class TopicsCreate implements Callable<Integer> {

    @Mixin
    private Output output = new Output();

    @Mixin
    private ClusterOptions cluster = new ClusterOptions();

    @Mixin
    private SetOption set = new SetOption();

    @Mixin
    private JsonOption json = new JsonOption();

    @Option(
            names = "--partitions",
            paramLabel = "N",
            defaultValue = "" + Topics.DEFAULT_PARTITIONS,
            description = "Partitions of each topic (${DEFAULT-VALUE}).")
    private int partitions;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            defaultValue = "-1",
            description = "Copies of each record; left out, the broker's own default.")
    private short replicationFactor;

    @Override
    public Integer call() {
        if (partitions < 1) {
            throw output.wrong("--partitions=%s: must be at least 1".formatted(partitions));
        }
        if (replicationFactor == 0 || replicationFactor < -1) {
            throw output.wrong("--replication-factor=%s: must be at least 1".formatted(replicationFactor));
        }
        Settings settings = cluster.settings(
                TopicSettings.SETTINGS, set.given(TopicSettings.SETTINGS, "topics", output), setting -> "--set");
        List<NewTopic> wanted = Topics.create(partitions, replicationFactor, TopicSettings.keeping(settings));
        try (TopicAdmin admin = cluster.cluster(settings).admin()) {
            Map<String, TopicState> before =
                    admin.describe(wanted.stream().map(NewTopic::name).toList());
            admin.create(wanted.stream()
                    .filter(topic -> !before.containsKey(topic.name()))
                    .toList());
            boolean wrong = false;
            for (NewTopic topic : wanted) {
                List<String> problems = problems(topic, before.get(topic.name()));
                say(topic, before.containsKey(topic.name()), problems);
                wrong |= !problems.isEmpty();
            }
            if (wrong) {
                output.note(
                        "Wrong topics are left as they are. Cleanup is changed with: orderflow topics alter. Of partitions,"
                                + " create with the count that is there, or delete the topics with kafka-topics and create them anew.");
            }
            return wrong ? ExitCode.NO : ExitCode.OK;
        }
    }

    private static List<String> problems(NewTopic wanted, @Nullable TopicState found) {
        List<String> problems = new ArrayList<>();
        if (found != null) {
            if (found.partitions().size() != wanted.numPartitions()) {
                problems.add(
                        "has %s partitions, not %s".formatted(found.partitions().size(), wanted.numPartitions()));
            }
            String cleanup = wanted.configs().getOrDefault(TopicConfig.CLEANUP_POLICY_CONFIG, "");
            if (!found.has(TopicConfig.CLEANUP_POLICY_CONFIG, cleanup)) {
                problems.add("has cleanup %s, not %s".formatted(found.cleanup(), cleanup));
            }
        }
        return problems;
    }

    private void say(NewTopic topic, boolean wasThere, List<String> problems) {
        String what = problems.isEmpty() ? wasThere ? "was there" : "created" : "wrong";
        if (json.wanted()) {
            ObjectNode line = AvroJson.MAPPER.createObjectNode();
            line.put("topic", topic.name()).put("result", what);
            problems.forEach(line.putArray("problems")::add);
            output.json(line);
        } else {
            String why = problems.isEmpty() ? "" : ": " + String.join(", ", problems);
            output.line("%-26s %s%s".formatted(topic.name(), what, why));
        }
    }
}
